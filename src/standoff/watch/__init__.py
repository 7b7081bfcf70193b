"""Sources that grow, are edited and are corrected: polled at their own pace, handed on where they changed."""
