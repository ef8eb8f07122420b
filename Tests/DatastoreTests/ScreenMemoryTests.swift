import Testing
import Vocabulary

@testable import Datastore

@Suite("What screens left")
struct ScreenMemoryTests {
  /// The Monday before `midnight`.
  private let week = midnight.advanced(bySeconds: -3 * 86_400)
  private let key = SeriesKey(marketplace: Marketplace("US"), service: Service("cart"))

  private func load(_ store: Store, minute: Int, content: Int) throws {
    try store.load([TestSample(service: "cart", minute: minute, orders: 5)], content: content)
  }

  private func record(
    _ store: Store, _ weeks: ScreenedWeeks = [:], baselines: [SeriesBaseline] = []
  ) throws {
    let window = TimeWindow(start: week, seconds: 7 * 86_400)
    try store.record(
      run: RunRecord(
        window: window, dataUntil: nil, settingsHash: "abc", toolVersion: "1",
        recordedAt: window.end),
      basis: RunBasis(
        window: window, load: store.newestLoad(), settingsHash: "abc", toolVersion: "1",
        completeBy: window.end, inputs: [], previous: nil),
      findings: [],
      memory: ScreenMemory(weeks: weeks, baselines: baselines.isEmpty ? [:] : [key: baselines]),
      controls: []
    ) { _, _, _ in "" }
  }

  private func known(
    _ store: Store, from start: Timestamp? = nil, settings: String = "abc", version: String = "1"
  ) throws -> ScreenedWeeks {
    try store.screenMemory(from: start ?? week, settingsHash: settings, toolVersion: version).weeks
  }

  /// A store with an order, and the week recorded as telling of its series.
  private func recorded() throws -> Store {
    let store = try TemporaryDatabase().store()
    try load(store, minute: 0, content: 1)
    try record(store, [week: [key], week.advanced(bySeconds: -7 * 86_400): []])
    return store
  }

  @Test("They come back, with series or without, from the week asked for on")
  func comeBack() throws {
    let store = try recorded()
    let before = week.advanced(bySeconds: -7 * 86_400)
    #expect(try known(store) == [week: [key]])
    #expect(try known(store, from: before) == [week: [key], before: []])
    try record(store, [week: []])
    #expect(try known(store, from: before) == [week: [], before: []])
  }

  @Test("Other settings and other versions screen for themselves")
  func others() throws {
    let store = try recorded()
    #expect(try known(store, settings: "abd").isEmpty)
    #expect(try known(store, version: "2").isEmpty)
  }

  @Test("Orders behind the end of the week leave it as it is; any before it do not")
  func changed() throws {
    let store = try recorded()
    try load(store, minute: 4 * 1440, content: 2)
    #expect(try known(store) == [week: [key]])
    try load(store, minute: 4 * 1440 - 1, content: 3)
    #expect(try known(store).isEmpty)
  }

  @Test("A change of the calendar makes all weeks be screened again")
  func calendar() throws {
    let store = try recorded()
    let event = CalendarEvent(window: TimeWindow(start: midnight, seconds: 86_400))
    try store.load(.calendar([event]), content: 9, name: "calendar.csv")
    #expect(try known(store).isEmpty)
  }

  private func baseline(_ day: Int, _ numbers: [Float] = [1, -0.25, 3e9]) -> SeriesBaseline {
    SeriesBaseline(learntUntil: midnight.advanced(bySeconds: day * 86_400), numbers: numbers)
  }

  private func baselines(
    _ store: Store, settings: String = "abc", version: String = "1"
  ) throws -> [SeriesBaseline] {
    let all = try store.screenMemory(from: week, settingsHash: settings, toolVersion: version)
      .baselines
    #expect(all.keys.allSatisfy { $0 == key })
    return all[key] ?? []
  }

  @Test(
    "Baselines come back to the settings and the version that made them, the newest of each day")
  func baselines() throws {
    let store = try recorded()
    try record(store, baselines: [baseline(0), baseline(7, [2])])
    try record(store, baselines: [baseline(7, [5, 6])])
    #expect(try baselines(store) == [baseline(0), baseline(7, [5, 6])])
    #expect(try baselines(store, settings: "abd").isEmpty)
    #expect(try baselines(store, version: "2").isEmpty)
  }

  @Test("A fortnight later they are of no more use")
  func old() throws {
    let store = try recorded()
    try record(store, baselines: [baseline(0), baseline(1), baseline(14)])
    #expect(try baselines(store) == [baseline(1), baseline(14)])
  }

  @Test("Orders from before their end put them out of use, later ones do not")
  func changedOrders() throws {
    let store = try recorded()
    try record(store, baselines: [baseline(1), baseline(3)])
    try load(store, minute: 3 * 1440, content: 2)
    #expect(try baselines(store) == [baseline(1), baseline(3)])
    try load(store, minute: 1440, content: 3)
    #expect(try baselines(store) == [baseline(1)])
    try record(store, baselines: [baseline(3)])
    #expect(try baselines(store) == [baseline(1), baseline(3)])
  }

  @Test("So do events of the calendar")
  func changedCalendar() throws {
    let store = try recorded()
    try record(store, baselines: [baseline(1), baseline(3)])
    let event = CalendarEvent(
      window: TimeWindow(start: midnight.advanced(bySeconds: 86_400), seconds: 86_400))
    try store.load(.calendar([event]), content: 9, name: "calendar.csv")
    #expect(try baselines(store) == [baseline(1)])
  }
}
