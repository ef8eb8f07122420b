import Glibc
import Statistics
import Testing

@Suite("Portable elementary functions")
struct PortableMathTests {
  private static func close(_ value: Double, _ reference: Double) -> Bool {
    abs(value - reference) <= 4 * reference.magnitude.ulp
  }

  @Test("The exponential agrees with the C library's")
  func exponential() {
    for step in -7000...7000 {
      let x = Double(step) / 10.03
      #expect(Self.close(PortableMath.exp(x), Glibc.exp(x)), "at \(x)")
    }
  }

  @Test("The logarithm agrees with the C library's")
  func logarithm() {
    var x = 1e-300
    while x < 1e300 {
      #expect(Self.close(PortableMath.log(x), Glibc.log(x)), "at \(x)")
      x *= 1.37
    }
    for step in 1...400 {
      let x = Double(step) / 200
      #expect(abs(PortableMath.log(x) - Glibc.log(x)) < 1e-15, "at \(x)")
    }
  }

  @Test("The cosine agrees with the C library's")
  func cosine() {
    for step in -300...300 {
      let turns = Double(step) / 97
      #expect(abs(PortableMath.cosine(turns: turns) - Glibc.cos(2 * Double.pi * turns)) < 1e-14)
    }
  }

  @Test("The logarithm of the factorial agrees with the gamma function's")
  func logFactorial() {
    for n in [0, 1, 2, 5, 9, 10, 11, 40, 1000, 1_000_000] {
      let (reference, _): (Double, Int) = Glibc.lgamma(Double(n) + 1)
      #expect(abs(PortableMath.logFactorial(Double(n)) - reference) < 1e-11 * (1 + reference))
    }
  }

  @Test("Edges give the limits of the functions")
  func edges() {
    #expect(PortableMath.exp(800) == .infinity)
    #expect(PortableMath.exp(-800) == 0)
    #expect(PortableMath.exp(0) == 1)
    #expect(PortableMath.log(0) == -.infinity)
    #expect(PortableMath.log(-1).isNaN)
    #expect(PortableMath.log(1) == 0)
  }
}
