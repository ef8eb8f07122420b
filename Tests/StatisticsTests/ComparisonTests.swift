import Statistics
import Testing

@Suite("Comparing groups")
struct ComparisonTests {
  /// statsmodels 0.15.0: multipletests(values, method="fdr_bh")[1].
  @Test("P-values are adjusted as Benjamini and Hochberg do")
  func falseDiscovery() {
    let adjusted = FalseDiscovery.adjusted([0.01, 0.04, 0.03, 0.005, 0.8])
    for (one, expected) in zip(adjusted, [0.025, 0.05, 0.05, 0.025, 0.8]) {
      #expect(abs(one - expected) < 1e-12)
    }
    #expect(FalseDiscovery.adjusted([]).isEmpty)
  }

  private static let strata = [
    StratifiedRiskRatio.Stratum(exposedCases: 5, exposed: 40, otherCases: 3, others: 60),
    StratifiedRiskRatio.Stratum(exposedCases: 2, exposed: 25, otherCases: 4, others: 80),
    StratifiedRiskRatio.Stratum(exposedCases: 7, exposed: 90, otherCases: 1, others: 30),
  ]

  /// PythonMeta 1.26: Meta with datatype CATE, models Fixed, algorithm MH, effect RR, of the studies
  /// "5,40,3,60", "2,25,4,80" and "7,90,1,30".
  @Test("The ratio of Mantel and Haenszel has the variance of Greenland and Robins")
  func mantelHaenszel() throws {
    let ratio = try #require(StratifiedRiskRatio(ComparisonTests.strata))
    #expect(abs(ratio.ratio - 2.161607875307629) < 1e-12)
    #expect(abs(ratio.standardError - 0.4816311152193225) < 1e-12)
    let limits = ratio.interval(0.95)
    // It takes 1.96 for the quantile.
    #expect(abs(limits.low - 0.8410159494416577) < 1e-4)
    #expect(abs(limits.high - 5.555838280705641) < 1e-4)
  }

  @Test("A stratum with one group only tells nothing")
  func oneGroup() {
    let with = StratifiedRiskRatio(
      ComparisonTests.strata + [.init(exposedCases: 9, exposed: 10, otherCases: 0, others: 0)])
    #expect(with == StratifiedRiskRatio(ComparisonTests.strata))
    #expect(StratifiedRiskRatio([.init(exposedCases: 1, exposed: 10, others: 10)]) == nil)
  }
}

@Suite("Events whose parent is known with a probability only")
struct SharedEventsTests {
  private static let rows = (0..<20).map { unit in
    [1, Double(unit % 2), Double(unit % 5) / 4]
  }
  private static let counts = [0, 2, 1, 1, 0, 3, 0, 1, 0, 1, 1, 2, 0, 0, 1, 4, 0, 1, 2, 1]

  private static var certain: SharedEvents {
    let events = counts.enumerated().flatMap { unit, count in
      [[SharedEvents.Parent]](
        repeating: [SharedEvents.Parent(unit: unit, probability: 1)], count: count)
    }
    return SharedEvents(
      covariates: rows, exposure: [Double](repeating: 0.6, count: 20), events: events,
      precisions: [0, 0, 0])
  }

  /// statsmodels 0.15.0: GLM(counts, X, family=Poisson(), offset=log(.6)).fit().params; the interval by
  /// brentq on the profile that scipy.optimize.minimize finds.
  @Test("With certain parents it is a Poisson regression")
  func poisson() {
    let events = SharedEventsTests.certain
    let fit = events.fit()
    for (one, expected) in zip(fit.coefficients, [0.28602642, 1.16315081, -1.08034894]) {
      #expect(abs(one - expected) < 1e-5)
    }
    let limits = events.interval(1, of: fit, level: 0.95)
    #expect(abs(limits.low - 0.22595124) < 2e-4)
    #expect(abs(limits.high - 2.28066035) < 2e-4)
  }

  /// scipy.optimize.minimize(method="BFGS") on the same likelihood.
  @Test("With shared parents and priors it is the maximum that SciPy finds")
  func mixture() {
    let events = (0..<15).map { event in
      [
        SharedEvents.Parent(unit: event * 7 % 20, probability: 0.6),
        SharedEvents.Parent(unit: (event * 3 + 1) % 20, probability: 0.3),
        SharedEvents.Parent(unit: (event * 5 + 2) % 20, probability: 0.1),
      ]
    }
    let shared = SharedEvents(
      covariates: SharedEventsTests.rows, exposure: [Double](repeating: 0.6, count: 20),
      events: events, precisions: [0.5, 0.1, 0.25])
    let fit = shared.fit()
    for (one, expected) in zip(fit.coefficients, [0.28169019, -0.20194297, 0.05541979]) {
      #expect(abs(one - expected) < 1e-4)
    }
    #expect(abs(fit.logLikelihood + 11.648752475284857) < 1e-6)
    #expect(abs(shared.expectedEvents(fit).reduce(0, +) - 15) < 1e-9)
  }

  @Test("Misplaced events tell nothing apart: of nothing but such the coefficients stay at zero")
  func misplaced() {
    let rows = (0..<20).map { [Double($0 % 2)] }
    let events = (0..<12).map { [SharedEvents.Parent(unit: $0 * 2 % 20, probability: 1)] }
    let shared = SharedEvents(
      covariates: rows, exposure: [Double](repeating: 0.6, count: 20), events: events,
      precisions: [1], misplaced: 1)
    let fit = shared.fit()
    #expect(abs(fit.coefficients[0]) < 1e-4)
    #expect(abs(shared.expectedEvents(fit).reduce(0, +) - 12) < 1e-6)
  }

  private static let someMisplacedOracle = [0.27682987, -0.21485023, 0.07668357]

  @Test("A share of misplaced events moves the maximum as SciPy finds it")
  func someMisplaced() {
    let events = (0..<15).map { event in
      [
        SharedEvents.Parent(unit: event * 7 % 20, probability: 0.6),
        SharedEvents.Parent(unit: (event * 3 + 1) % 20, probability: 0.3),
        SharedEvents.Parent(unit: (event * 5 + 2) % 20, probability: 0.1),
      ]
    }
    let shared = SharedEvents(
      covariates: SharedEventsTests.rows, exposure: [Double](repeating: 0.6, count: 20),
      events: events, precisions: [0.5, 0.1, 0.25], misplaced: 0.2)
    let fit = shared.fit()
    for (one, expected) in zip(fit.coefficients, SharedEventsTests.someMisplacedOracle) {
      #expect(abs(one - expected) < 1e-4)
    }
  }

  @Test("A group without any event has an upper limit and no lower one")
  func empty() {
    let events = (0..<12).map { [SharedEvents.Parent(unit: $0 * 2 % 20, probability: 1)] }
    let shared = SharedEvents(
      covariates: (0..<20).map { [1, Double($0 % 2)] },
      exposure: [Double](repeating: 0.6, count: 20), events: events, precisions: [0, 0])
    let limits = shared.interval(1, of: shared.fit(), level: 0.95)
    #expect(limits.low == -.infinity)
    #expect(limits.high < 0 && limits.high > -3)
  }
}
