import Glibc

/// `exp`, so that test files need no C library of their own.
func exponential(_ value: Double) -> Double { exp(value) }
