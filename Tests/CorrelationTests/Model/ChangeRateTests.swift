import Testing
import Vocabulary

@testable import Correlation

@Suite("Rate of changes")
struct ChangeRateTests {
  @Test("Changes at even distances make an even rate")
  func even() {
    let rollouts = Tiny.rollouts(Tiny.background(every: 30, from: 0, until: 4 * 10_080))
    let rate = ChangeRate(
      starts: rollouts.map(\.startedAt),
      history: TimeWindow(start: Tiny.monday, seconds: 4 * 604_800))
    for hour in 0..<168 {
      let local = rate.competing(at: Tiny.minute(60 * Double(hour) + 5))
      #expect(abs(local * 30 - 1) < 0.01)
    }
  }

  @Test("Working hours are denser than nights, yet a night is not impossible")
  func workingHours() {
    var steps: [Deployment] = []
    for workday in 0..<20 {
      let midnight = (workday / 5 * 7 + workday % 5) * 1440
      for hour in 9..<17 {
        steps.append(Tiny.step("\(workday)-\(hour)", at: Double(midnight + 60 * hour)))
      }
    }
    let rate = ChangeRate(
      starts: steps.map(\.startedAt),
      history: TimeWindow(start: Tiny.monday, seconds: 4 * 604_800))
    let day = rate.competing(at: Tiny.minute(720))
    let night = rate.competing(at: Tiny.minute(120))
    #expect(day > 2 * night)
    #expect(night > 0.4 * rate.mean)
  }

  @Test("An empty log has a rate above zero")
  func empty() {
    let rate = ChangeRate(starts: [], history: TimeWindow(start: Tiny.monday, seconds: 0))
    #expect(rate.competing(at: Tiny.monday) > 0)
  }
}
