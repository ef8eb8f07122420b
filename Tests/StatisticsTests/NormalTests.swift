import Statistics
import Testing

@Suite("The standard normal distribution")
struct NormalTests {
  /// `scipy.stats.norm.cdf(z)`, scipy 1.17.1.
  @Test(
    "Cumulated probabilities are those of SciPy, far tails included",
    arguments: [
      (-8, 6.22096057427174e-16), (-3, 0.0013498980316300933), (-1.5, 0.06680720126885807),
      (-0.1, 0.460172162722971), (0, 0.5), (0.5, 0.6914624612740131), (1, 0.8413447460685429),
      (1.959964, 0.9750000009035577), (3, 0.9986501019683699), (6, 0.9999999990134123),
    ])
  func cumulative(z: Double, probability: Double) {
    #expect(abs(Normal.cumulative(z) / probability - 1) < 1e-13)
  }

  /// `scipy.stats.norm.ppf(p)`, scipy 1.17.1; 0.02425 is where the approximation changes branch.
  @Test(
    "Quantiles are those of SciPy in the middle, at the seams and in the tails",
    arguments: [
      (1e-12, -7.034483825301131), (1e-6, -4.753424308822899), (0.001, -3.090232306167813),
      (0.02, -2.053748910631823), (0.02425, -1.972961051311885), (0.05, -1.6448536269514729),
      (0.25, -0.6744897501960817), (0.5, 0), (0.7, 0.5244005127080407),
      (0.95, 1.6448536269514722), (0.97575, 1.972961051311885), (0.99, 2.3263478740408408),
      (0.999, 3.090232306167813),
    ])
  func quantile(probability: Double, z: Double) {
    #expect(abs(Normal.quantile(probability) - z) < 1e-12)
  }

  @Test("Quantiles undo cumulated probabilities")
  func roundTrip() {
    for step in -60...60 {
      let z = Double(step) / 10
      #expect(abs(Normal.quantile(Normal.cumulative(z)) - z) < (z < 2 ? 1e-11 : 1e-7))
    }
  }

  @Test("Certainty and impossibility lie at infinity")
  func ends() {
    #expect(Normal.quantile(0) == -.infinity)
    #expect(Normal.quantile(1) == .infinity)
    #expect(Normal.quantile(-0.1) == -.infinity)
    #expect(Normal.quantile(1.1) == .infinity)
  }
}
