"""Who applied (申请人身份): sealed by whoever takes the application in, opened only where the private key lies."""
