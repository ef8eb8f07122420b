import Datastore
import Testing
import Vocabulary

private let window = TimeWindow(start: midnight, seconds: 86_400)

private func run(_ window: TimeWindow = window) -> RunRecord {
  RunRecord(
    window: window, dataUntil: window.end.advanced(bySeconds: -60), settingsHash: "abc",
    toolVersion: "0.1", recordedAt: window.end)
}

private func finding(
  _ id: String, minute: Int, open: Bool = false, suspects: Int = 2, mayBeDayOff: Bool = false
) -> Finding {
  let onset = midnight.advanced(bySeconds: minute * 60)
  let certain = TimeDistribution(certain: onset, stepSeconds: 60)
  let end: DropEnd =
    open
    ? .open(dataUntil: onset.advanced(bySeconds: 600))
    : .ended(TimeDistribution(certain: onset.advanced(bySeconds: 1800), stepSeconds: 60))
  let estimate = Estimate(value: 120, low: 90, high: 150, level: 0.9)
  let parts = ["US", "DE"].map { name in
    DropPart(
      series: SeriesKey(marketplace: Marketplace(name)), onset: certain, end: end,
      depth: Share(0.4), observedOrders: 60, expectedOrders: 120, signal: 9)
  }
  let drop = Drop(
    id: DropID(id), onset: certain, end: end, parts: parts, unaffected: [], observedOrders: 120,
    expectedOrders: 240, lostOrders: estimate, catchUp: nil, comparisonLoss: nil,
    websiteErrors: nil, coverage: nil, signal: 12, shortHistoryDays: nil,
    mayBeDayOff: mayBeDayOff)
  let all = (0..<suspects).map { index in
    Suspect(
      change: ChangeID("C-\(index)"), deploys: [DeployID("D-\(index)")], service: Service("cart"),
      probability: Probability(clamping: 0.4), grade: .moderate, minutesBeforeOnset: 8,
      evidence: [
        Evidence(.scopeUnknown, weight: LogOdds(1)),
        Evidence(.recovery(.stillOpen), weight: LogOdds(-0.5)),
      ])
  }
  let attribution = Attribution(
    drop: drop.id, status: .contested, suspects: all,
    noRecordedChange: Probability(clamping: 0.2),
    topProbabilityRange: (
      low: Probability(clamping: 0.3), high: Probability(clamping: 0.5)
    ), considered: 7,
    lookBack: TimeWindow(start: midnight, seconds: 3600))
  let incident = Incident(
    id: IncidentID("I-1"), startedAt: onset, place: SourcePlace(file: "incidents.csv", line: 2))
  return Finding(drop: drop, attribution: attribution, incidents: [incident], trace: nil)
}

private func record(
  _ store: Store, _ findings: [Finding], run record: RunRecord = run(),
  controls: [ControlResult] = []
) throws {
  try store.record(run: record, findings: findings, controls: controls) { evidence, _, _ in
    "a sentence on \(evidence.observation.kind.rawValue)"
  }
}

@Suite("Findings")
struct FindingRecordTests {
  @Test("A recorded drop can be asked for again")
  func reads() throws {
    let store = try TemporaryDatabase().store()
    try record(store, [finding("b", minute: 20, open: true), finding("a", minute: 10)])
    let drops = try store.recordedDrops()
    #expect(drops.map(\.id.name) == ["a", "b"])
    #expect(drops.map(\.isOpen) == [false, true])
    #expect(drops.map(\.window.seconds) == [1800, 600])
    #expect(drops.first?.marketplaces.map(\.name) == ["DE", "US"])
    #expect(drops.first?.suspects.map(\.change.name) == ["C-0", "C-1"])
    #expect(try store.recordedDrop(DropID("b")) == drops.last)
    #expect(try store.recordedDrop(DropID("c")) == nil)
    #expect(try store.lastRun() == run())
  }

  @Test("What is read back is what of the finding is recorded, word for word")
  func complete() throws {
    let store = try TemporaryDatabase().store()
    let findings = [
      finding("a", minute: 10),
      finding("b", minute: 20, open: true, suspects: 3, mayBeDayOff: true),
    ]
    try record(store, findings)
    #expect(
      try store.recordedDrops()
        == findings.map { finding in
          RecordedDrop(finding) { "a sentence on \($0.observation.kind.rawValue)" }
        })
    #expect(try store.recordedDropNames() == ["a", "b"])
  }

  @Test("A drop that was linked anew takes the place of the recorded one and stays with its run")
  func relinked() throws {
    let store = try TemporaryDatabase().store()
    try record(store, [finding("a", minute: 10), finding("b", minute: 20)])
    let next = TimeWindow(start: window.end, seconds: 86_400)
    for _ in 0..<2 {
      try store.record(
        run: run(next), findings: [finding("c", minute: 2000)],
        relinked: [
          RelinkedDrop(recorded: DropID("a"), finding: finding("a2", minute: 11, suspects: 1))
        ], controls: []
      ) { _, _, _ in "" }
      #expect(try store.recordedDropNames() == ["a2", "b", "c"])
      #expect(try store.recordedDrop(DropID("a2"))?.suspects.count == 1)
    }
    // The run of the second night done again without it: the drop is one of the first night.
    try record(store, [], run: run(next))
    #expect(try store.recordedDropNames() == ["a2", "b"])
  }

  @Test("A window looked at again leaves what its first look found before it")
  func keepsEarlier() throws {
    let store = try TemporaryDatabase().store()
    let next = TimeWindow(start: window.end, seconds: 86_400)
    try record(store, [finding("a", minute: 10), finding("b", minute: 20)])
    try store.record(
      run: run(next), findings: [finding("a", minute: 10), finding("c", minute: 2000)],
      rejudged: TimeWindow(start: window.start, end: next.end), controls: []
    ) { _, _, _ in "" }
    #expect(try store.recordedDropNames() == ["a", "c"])
    try record(store, [finding("d", minute: 2000)], run: run(next))
    #expect(try store.recordedDropNames() == ["a", "d"])
    #expect(try store.lastRun() == run(next))
  }

  @Test("Recording the same window again leaves the same content")
  func idempotent() throws {
    let store = try TemporaryDatabase().store()
    let controls = Control.allCases.map {
      ControlResult(change: ChangeID("C-0"), control: $0, outcome: .met)
    }
    try record(store, [finding("a", minute: 10)], controls: controls)
    let before = try ExportTable.Subject.allCases.map { try store.export($0) }
    try record(store, [finding("a", minute: 10)], controls: controls)
    #expect(try ExportTable.Subject.allCases.map { try store.export($0) } == before)
    #expect(before.map(\.rows.count) == [1, 2, 0, 4])
  }

  @Test("A drop that a later look at the same time no longer finds is gone")
  func replaces() throws {
    let store = try TemporaryDatabase().store()
    try record(store, [finding("a", minute: 10), finding("b", minute: 800)])
    let half = TimeWindow(start: midnight, seconds: 43_200)
    try record(store, [finding("c", minute: 30)], run: run(half))
    #expect(try store.recordedDrops().map(\.id.name) == ["c", "b"])
  }

  @Test("A drop that went on into the next window is one drop")
  func continues() throws {
    let store = try TemporaryDatabase().store()
    try record(store, [finding("a", minute: 1430, open: true)])
    let next = TimeWindow(start: window.end, seconds: 86_400)
    try record(store, [finding("a", minute: 1430)], run: run(next))
    #expect(try store.recordedDrops().map(\.isOpen) == [false])
    #expect(try store.lastRun()?.window == next)
  }

  @Test("Views show times as text and what is unknown as unknown")
  func views() throws {
    let store = try TemporaryDatabase().store()
    let paper = Paperwork(changeRecord: .none)
    try store.load(
      .deploys([
        deploy(
          "D-0", change: "C-0", authorship: .declared(.assisted, tool: "Kiro"), paperwork: paper),
        deploy("D-1", change: "C-0", service: "search", minute: 5),
      ]), content: 1)
    try record(
      store, [finding("a", minute: 10)],
      controls: [
        ControlResult(
          change: ChangeID("C-0"), control: .twoReviewers,
          outcome: .notMet(.reviewers(found: 1, needed: 2)))
      ])
    #expect(cell(try store.export(.drops), "started_at") == .text("2026-03-05T00:10:00Z"))
    #expect(cell(try store.export(.drops), "marketplaces") == .text("DE;US"))
    let changes = try store.export(.changes)
    #expect(changes.rows.count == 1)
    #expect(cell(changes, "service") == .text("cart"))
    #expect(cell(changes, "deploy_ids") == .text("D-0;D-1"))
    #expect(cell(changes, "authorship") == .text("declared"))
    #expect(cell(changes, "documented") == .text("no"))
    #expect(cell(changes, "approved") == .text("unknown"))
    #expect(cell(try store.export(.controls), "detail") == .text("reviewers 1 of 2"))
    #expect(cell(try store.export(.links), "authorship") == .text("declared"))
  }

  @Test("Verdicts are kept in the order in which they were given")
  func verdicts() throws {
    let place = try TemporaryDatabase()
    let conclusions: [TeamVerdict.Conclusion] = [
      .cause(ChangeID("C-1")), .noRecordedChange, .notADrop,
    ]
    let verdicts = conclusions.enumerated().map { index, conclusion in
      RecordedVerdict(
        verdict: TeamVerdict(
          drop: DropID("a"), conclusion: conclusion, team: "Commerce",
          recordedAt: midnight.advanced(bySeconds: index)),
        window: window, marketplaces: [Marketplace("US"), Marketplace("DE")])
    }
    let store = try place.store()
    for verdict in verdicts { try store.add(verdict) }
    #expect(try store.verdicts() == verdicts)
    try record(store, [])
    #expect(try place.store().verdicts() == verdicts)
  }

  private func cell(_ table: ExportTable, _ column: String) -> ExportTable.Value? {
    table.columns.firstIndex(of: column).flatMap { table.rows.first?[$0] }
  }
}
