"""机构变更: told beforehand, carried out, followed, taken back."""
