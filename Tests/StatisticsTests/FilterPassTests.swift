import Statistics
import Testing

@Suite("Filtering and smoothing a slow level seen through noise")
struct FilterPassTests {
  /// The steps of `range` at which `series` was observed.
  private func seen(_ series: RandomSeries, _ range: Range<Int>) -> [Int] {
    range.filter { series.noise[$0] < .infinity }
  }

  private func unit(_ index: Int, _ count: Int) -> [Double] {
    (0..<count).map { $0 == index ? 1 : 0 }
  }

  @Test("Predictions are what the observations before a step say of it", arguments: 0..<8)
  func prediction(seed: Int) {
    let series = RandomSeries(seed: UInt64(seed), count: 30)
    let dense = DenseGaussian(series)
    let pass = series.pass
    for index in 0..<series.count {
      let exact = dense.total(unit(index, series.count), given: seen(series, 0..<index))
      #expect(abs(pass.predicted[index] - exact.mean) < 1e-9)
      #expect(abs(pass.predictedVariance[index] - exact.variance) < 1e-9)
    }
  }

  @Test("Only the steps from a change on need another pass")
  func goesOn() {
    var series = RandomSeries(seed: 40, count: 60)
    let before = series.pass
    for index in 25..<30 { series.noise[index] = .infinity }
    let whole = series.pass
    let gone = FilterPass(
      whole.model, observations: series.observations, noise: series.noise, breaks: whole.breaks,
      from: 25, known: before)
    #expect(gone.innovation == whole.innovation)
    #expect(gone.precision == whole.precision)
    #expect(gone.gain == whole.gain)
    #expect(gone.predicted == whole.predicted)
    #expect(gone.predictedVariance == whole.predictedVariance)
    #expect(whole.innovation != before.innovation)
  }

  @Test("Nor where the level may have jumped from a step on")
  func goesOnWithBreaks() {
    let series = RandomSeries(seed: 41, count: 60)
    let before = series.pass
    let breaks = before.breaks.adding(25..<30, jump: 0.09, wander: 0.01, count: 60)
    func pass(known: FilterPass?) -> FilterPass {
      FilterPass(
        before.model, observations: series.observations, noise: series.noise, breaks: breaks,
        from: 25, known: known)
    }
    #expect(pass(known: before).predictedVariance == pass(known: nil).predictedVariance)
    #expect(pass(known: before).innovation == pass(known: nil).innovation)
    #expect(pass(known: nil).innovation != before.innovation)
  }

  @Test("The smoothed level is what all observations say of it", arguments: 0..<8)
  func smoothing(seed: Int) {
    let series = RandomSeries(seed: 50 + UInt64(seed), count: 30)
    let dense = DenseGaussian(series)
    let smoothed = SmoothedState(series.pass)
    for index in 0..<series.count {
      let exact = dense.total(
        unit(index, series.count), given: seen(series, 0..<series.count))
      #expect(abs(smoothed.mean[index] - exact.mean) < 1e-9)
      #expect(abs(smoothed.variance[index] - exact.variance) < 1e-9)
    }
  }

  @Test("A gap's total is what the observations on both sides say of it", arguments: 0..<8)
  func gapTotal(seed: Int) {
    // Noise so wide that every observation behind the gap still matters.
    let series = RandomSeries(seed: 90 + UInt64(seed), count: 30, noise: 8...20)
    var random = SeededGenerator(seed: UInt64(seed))
    let gap = 12..<19
    let weights = (0..<30).map { _ in random.uniform(0, 5) }
    let inGap = (0..<30).map { gap.contains($0) ? weights[$0] : 0 }
    let found = GapTotal(
      over: gap, weights: weights[gap], pass: series.pass, observations: series.observations,
      noise: series.noise)
    let exact = DenseGaussian(series).total(
      inGap, given: seen(series, 0..<12) + seen(series, 19..<30))
    // What lies so far behind that it is left out moves the total by a thousandth at most.
    #expect(abs(found.mean - exact.mean) < 2e-3 * exact.variance.squareRoot() + 1e-9)
    #expect(abs(found.variance / exact.variance - 1) < 1e-3)
  }

  @Test("A gap at the end of the data rests on what lies before it")
  func gapAtEnd() {
    let series = RandomSeries(seed: 3, count: 30)
    let ones = [Double](repeating: 1, count: 30)
    let found = GapTotal(
      over: 25..<30, weights: ones[25..<30], pass: series.pass, observations: series.observations,
      noise: series.noise)
    let exact = DenseGaussian(series).total(
      (0..<30).map { $0 >= 25 ? 1 : 0 }, given: seen(series, 0..<25))
    #expect(abs(found.mean - exact.mean) < 1e-9)
    #expect(abs(found.variance - exact.variance) < 1e-9)
  }

  @Test("Steps without an observation leave no trace but a wider prediction")
  func holes() {
    let pass = FilterPass(
      NoisyAR1(rho: 0.9, stateVariance: 1), observations: [1, .nan, .nan, 1],
      noise: [1, .infinity, .infinity, 1])
    #expect(pass.innovation[1] == 0 && pass.precision[1] == 0 && pass.gain[1] == 0)
    #expect(pass.predicted.allSatisfy { $0.isFinite })
    #expect(pass.predictedVariance[1] < pass.predictedVariance[2])
    #expect(pass.predictedVariance[2] < pass.predictedVariance[3])
  }

  @Test("What stands far above is cut, what lies far below is not")
  func upwardLimit() {
    let model = NoisyAR1(rho: 0.9, stateVariance: 1)
    let high = FilterPass(model, observations: [1000], noise: [3])
    let low = FilterPass(model, observations: [-1000], noise: [3])
    #expect(high.innovation == [2 * FilterPass.upwardLimit])
    #expect(low.innovation == [-1000])
  }

  @Test("The way back from a deep fall is not cut")
  func wayBack() {
    let model = NoisyAR1(rho: 0.99, stateVariance: 1)
    let noise = [Double](repeating: 0.01, count: 51)
    let pass = FilterPass(
      model, observations: [Double](repeating: -30, count: 50) + [0], noise: noise)
    #expect(pass.innovation[50] == -pass.predicted[50])
    #expect(pass.innovation[50] > 20)
  }

  @Test("A series without steps has one prediction and nothing else")
  func empty() {
    let pass = FilterPass(NoisyAR1(rho: 0.5, stateVariance: 2), observations: [], noise: [])
    #expect(pass.count == 0)
    #expect(pass.predicted == [0])
    #expect(pass.predictedVariance == [2])
    #expect(SmoothedState(pass).mean.isEmpty)
    #expect(StepResponse(pass).count == 0)
  }
}
