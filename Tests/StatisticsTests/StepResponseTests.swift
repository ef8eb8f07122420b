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
}
