import Foundation
import Testing
import Vocabulary

@testable import Reporting

@Suite("What controls would have held")
struct ReplayTests {
  private static func estimate(_ value: Double, _ spread: Double) -> Estimate {
    Estimate(value: value, low: value * (1 - spread), high: value * (1 + spread), level: 0.9)
  }

  /// Every set of controls, each holding what its parts hold and nothing twice.
  private static let combinations: [HeldChanges] = (1..<16).map { bits in
    let parts = (0..<4).filter { bits >> $0 & 1 == 1 }
    let held = [3_100, 640, 870, 1_510]
    let orders: [Double] = [1_240_000, 5_410_000, 212_000, 38_500]
    return HeldChanges(
      controls: parts.map { Control.allCases[$0] },
      held: parts.reduce(0) { $0 + held[$1] }, undoing: parts.reduce(0) { $0 + held[$1] / 40 },
      impacting: estimate(parts.reduce(0) { $0 + Double(held[$1]) / 95 }, 0.18),
      orders: estimate(parts.reduce(0) { $0 + orders[$1] }, 0.06),
      ordersBesideLargest: estimate(parts.reduce(0) { $0 + orders[$1] / 7 }, 0.11))
  }.sorted { $0.controls.count < $1.controls.count }

  private static let each = combinations.filter { [1, 4].contains($0.controls.count) }

  static func replay(drops: Int = 41) -> ControlReplay {
    ControlReplay(
      window: TimeWindow(start: Night.at(1, 0), seconds: 70 * 86_400), changes: 9_420,
      drops: drops, lostOrders: estimate(8_030_000, 0.04),
      largestLoss: estimate(6_280_000, 0.01), largestDrop: DropID("2026-03-10-1406"),
      combinations: combinations,
      weeks: [
        .init(
          window: TimeWindow(start: Night.at(2, 0), seconds: 7 * 86_400), changes: 960, held: each),
        .init(
          window: TimeWindow(start: Night.at(9, 0), seconds: 7 * 86_400), changes: 910, held: each),
      ],
      areas: [
        .init(name: "Commerce", changes: 5_210, held: each),
        .init(name: "Search & <Ads>", changes: 4_210, held: each),
      ], unknownHolds: true)
  }

  static func audit(_ replay: ControlReplay) -> SafeguardAudit {
    let plain = AuditTests.audit
    return SafeguardAudit(
      window: plain.window, provenance: plain.provenance, intakes: [], changes: plain.changes,
      changesOutside: 0, changesOfUnknownTier: [], register: Night.register, exceptions: [],
      areaNames: [:], replay: replay)
  }

  @Test("The section reads as recorded, on a page, on a terminal and in JSON")
  func goldens() {
    let audit = Self.audit(Self.replay())
    let document = Document(
      title: "Replay", status: "", verdict: Verdict(tone: .calm, lead: "", rest: ""), facts: [],
      sections: [Self.replay().section],
      provenance: Section(id: "how-made", title: "How", blocks: []), location: .alone)
    expectGolden(HTMLRenderer.page(document), "replay/index.html")
    expectGolden(TerminalText.audit(audit, by: .vp), "replay/audit.txt")
    let json = audit.json(by: nil)
    let start = json.range(of: "\"replay\"")?.lowerBound ?? json.endIndex
    expectGolden(String(json[start...]), "replay/audit.json")
  }

  @Test("Nothing is said to have been prevented or caused")
  func blameless() {
    let words = HTMLRenderer.page(Self.audit(Self.replay()).document).lowercased()
    for word in ["prevented", "caused", "root cause", "blame", "avoided", "saved"] {
      #expect(!words.contains(word), "\(word)")
    }
    #expect(words.contains("would have held back"))
  }

  @Test("Under twenty drops no share of the lost orders is given")
  func fewDrops() {
    let table = Self.replay(drops: 19).section.blocks.compactMap { block -> Table? in
      if case .table(let table) = block { table } else { nil }
    }.first
    #expect(table?.rows.allSatisfy { $0.cells[7].phrase.plain == "—" } == true)
  }

  @Test("Without changes the section says so and draws nothing")
  func empty() {
    let replay = ControlReplay(
      window: AuditTests.audit.window, changes: 0, drops: 0,
      lostOrders: Estimate(value: 0, low: 0, high: 0, level: 0.9), largestLoss: nil,
      combinations: [], weeks: [],
      areas: [], unknownHolds: false)
    #expect(replay.section.blocks.count == 1)
    #expect(TerminalText.audit(Self.audit(replay), by: nil).contains("No change to a system"))
  }

  @Test("Changes a week are counted over the time on record, whatever period was asked for")
  func weekly() {
    func replay(_ recorded: TimeWindow?) -> ControlReplay {
      ControlReplay(
        window: TimeWindow(start: Night.at(1, 0), seconds: 90 * 86_400), recorded: recorded,
        changes: 1000, drops: 0, lostOrders: Estimate(value: 0, low: 0, high: 0, level: 0.9),
        largestLoss: nil, combinations: [], weeks: [], areas: [], unknownHolds: false)
    }
    let part = TimeWindow(start: Night.at(1, 0), seconds: 70 * 86_400)
    #expect(replay(part).weekly(1000) == "100")
    #expect(replay(nil).weekly(1000) == "78")
  }

  @Test("Without a drop no figure is drawn, since there are no orders to draw")
  func noDrops() {
    let hasFigure = Self.replay(drops: 0).section.blocks.contains { block in
      if case .figure = block { true } else { false }
    }
    #expect(!hasFigure)
  }

  @Test("Names of marks that all but touch stand apart, with a line that leads to each")
  func closeMarks() {
    let close = Self.combinations.map { one in
      HeldChanges(
        controls: one.controls, held: 400 + one.controls.count, undoing: 1,
        impacting: one.impacting, orders: Self.estimate(900_000, 0.02),
        ordersBesideLargest: Self.estimate(90_000, 0.02))
    }
    let plain = Self.replay()
    let figure = FrictionFigure(
      ControlReplay(
        window: plain.window, changes: plain.changes, drops: plain.drops,
        lostOrders: plain.lostOrders, largestLoss: plain.largestLoss, combinations: close,
        weeks: [], areas: [], unknownHolds: true))
    for panel in figure.panels {
      let boxes = figure.placed(panel).map(\.box)
      for (index, box) in boxes.enumerated() {
        #expect(!boxes[..<index].contains { $0.meets(box) })
      }
    }
  }

  @Test("The names in the figure do not lie over one another")
  func labels() throws {
    let figure = FrictionFigure(Self.replay())
    #expect(figure.panels.count == 2)
    for panel in figure.panels {
      let boxes = figure.placed(panel).map(\.box)
      #expect(boxes.count == 5)
      for (index, box) in boxes.enumerated() {
        #expect(!boxes[..<index].contains { $0.meets(box) })
      }
    }
    let drawing = figure.drawn().body.markup
    #expect(!drawing.contains("nan"))
    for one in Self.each { #expect(drawing.contains(">\(one.name)</text>")) }
  }
}
