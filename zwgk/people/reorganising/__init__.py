"""Changes of organs (机构变更) as plans and as history; what follows them in other rooms is the crossings' affair."""
