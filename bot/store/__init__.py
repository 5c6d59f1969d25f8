"""The store: Valkey (or Redis from 7.2), embedded or named in the settings. The only truth of the helpline."""
