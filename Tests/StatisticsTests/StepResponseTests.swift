import Statistics
import Testing

@Suite("Falls over every stretch of a filtered series")
struct StepResponseTests {
  @Test("Correlation and information are the sums over a filter run twice", arguments: 0..<12)
  func direct(seed: Int) {
    let series = RandomSeries(seed: UInt64(seed), count: 40)
    let pass = series.pass
    let response = StepResponse(pass)
    #expect(response.count == series.count)
    for start in 0..<series.count {
      for end in (start + 1)...series.count {
        let fallen = series.withFall(over: start..<end)
        var correlation = 0.0
        var information = 0.0
        for index in 0..<series.count {
          let answer = pass.innovation[index] - fallen.innovation[index]
          correlation += pass.innovation[index] * answer * pass.precision[index]
          information += answer * answer * pass.precision[index]
        }
        let taken = response.taken(start, end)
        #expect(abs(response.correlation(start, end) - correlation) < 1e-9)
        #expect(abs(response.information(start, end, taken: taken) - information) < 1e-9)
      }
    }
  }

  @Test("What the filter has taken over is the distance of the two predictions", arguments: 0..<12)
  func taken(seed: Int) {
    let series = RandomSeries(seed: 100 + UInt64(seed), count: 40)
    let pass = series.pass
    let response = StepResponse(pass)
    for start in 0..<series.count {
      let fallen = series.withFall(over: start..<series.count)
      for end in start...series.count {
        let distance = pass.predicted[end] - fallen.predicted[end]
        #expect(abs(response.taken(start, end) - distance) < 1e-12)
      }
    }
  }

  @Test("With one edge fixed all falls are followed in one pass")
  func oneEdge() {
    let response = StepResponse(RandomSeries(seed: 11, count: 40).pass)
    for (place, taken) in response.taken(from: 3..<30, at: 25).enumerated() {
      let start = 3 + place
      #expect(abs(taken - (start < 25 ? response.taken(start, 25) : 0)) < 1e-12)
    }
    for (place, taken) in response.taken(7, at: 5..<41).enumerated() {
      let end = 5 + place
      #expect(abs(taken - (end > 7 ? response.taken(7, end) : 0)) < 1e-12)
    }
  }

  @Test("Behind the end of the data there is no evidence")
  func behindTheEnd() {
    let response = StepResponse(RandomSeries(seed: 12, count: 20).pass)
    let evidence = response.evidence(of: 30, from: 5, taken: [], spread: 1, clear: 2)
    #expect(evidence.gains.isEmpty && evidence.information.isEmpty && evidence.clear.isEmpty)
  }

  @Test("A planted fall is read back as correlation over information")
  func depth() {
    var series = RandomSeries(seed: 7, count: 60)
    series.observations = series.observations.map { _ in 0 }
    for index in 20..<32 { series.observations[index] = -0.7 }
    let response = StepResponse(series.pass)
    let taken = response.taken(20, 32)
    let depth = response.correlation(20, 32) / response.information(20, 32, taken: taken)
    #expect(abs(depth + 0.7) < 1e-9)
  }

  @Test("Where nothing was observed no fall can be told")
  func hole() {
    var series = RandomSeries(seed: 8, count: 30)
    for index in 10..<20 { series.noise[index] = .infinity }
    let response = StepResponse(series.pass)
    let taken = response.taken(10, 20)
    #expect(abs(response.correlation(10, 20)) < 1e-12)
    #expect(response.information(10, 20, taken: taken) < 1e-12)
  }

  @Test("The strongest fall is the first of those that explain most", arguments: 0..<12)
  func strongest(seed: Int) throws {
    var series = RandomSeries(seed: 200 + UInt64(seed), count: 60)
    for index in 30..<34 { series.noise[index] = .infinity }
    let response = StepResponse(series.pass)
    for (starts, ends) in [(5..<20, 25...45), (10..<35, 20...60), (31..<33, 34...34)] {
      var most = 0.0
      var best: (start: Int, end: Int)?
      for start in starts {
        for end in ends where end > start {
          let correlation = response.correlation(start, end)
          let information = response.information(
            start, end, taken: response.taken(start, end))
          guard correlation < 0, information > StepResponse.nothing,
            correlation * correlation / information > most * (1 + 1e-9)
          else { continue }
          most = correlation * correlation / information
          best = (start, end)
        }
      }
      let found = response.strongest(starts: starts, ends: ends)
      #expect(found?.start == best?.start)
      #expect(found?.end == best?.end)
      if let found {
        #expect(abs(found.taken - response.taken(found.start, found.end)) < 1e-12)
      }
    }
  }

  @Test("Among more falls than can all be looked at the planted one is found to the step")
  func strongestOfMany() throws {
    var series = RandomSeries(seed: 31, count: 9000)
    for index in 3001..<6007 { series.observations[index] -= 9 }
    let found = try #require(
      StepResponse(series.pass).strongest(starts: 0..<6000, ends: 3000...9000))
    #expect(abs(found.start - 3001) <= 1)
    #expect(abs(found.end - 6007) <= 1)
  }

  @Test("Evidence of one duration holds the signals and information of its falls")
  func evidence() {
    var series = RandomSeries(seed: 9, count: 80)
    for index in 20..<30 { series.noise[index] = .infinity }
    let response = StepResponse(series.pass)
    for (duration, spread) in [(1, 1.0), (6, 1.3)] {
      let starts = 10..<(80 - duration)
      let taken = starts.map { response.taken($0, $0 + duration) }
      let evidence = response.evidence(
        of: duration, from: 10, taken: taken[...], spread: spread, clear: 1)
      var clear: [Int] = []
      for (offset, start) in starts.enumerated() {
        let end = start + duration
        let information = response.information(start, end, taken: taken[offset])
        let isSeen = information > StepResponse.nothing
        let signal =
          isSeen ? -response.correlation(start, end) / (spread * information.squareRoot()) : 0
        if signal >= 1 { clear.append(offset) }
        let known = Double(evidence.information[offset])
        #expect(abs(known - (isSeen ? information / (spread * spread) : 0)) <= 1e-6 * information)
        guard isSeen else { continue }
        #expect(abs(Double(evidence.gains[offset]) / known.squareRoot() - signal) < 1e-4)
      }
      #expect(evidence.clear == clear)
    }
  }

  @Test("Signals a stride apart are those of the falls that begin there")
  func strided() {
    let response = StepResponse(RandomSeries(seed: 10, count: 50).pass)
    let taken = stride(from: 0, through: 44, by: 4).map { response.taken($0, $0 + 6) }
    for (index, signal) in response.signals(of: 6, every: 4, taken: taken).enumerated() {
      let (start, end) = (4 * index, 4 * index + 6)
      let information = response.information(start, end, taken: taken[index])
      let expected = -response.correlation(start, end) / information.squareRoot()
      #expect(abs(signal - expected) < 1e-9)
    }
  }
}
