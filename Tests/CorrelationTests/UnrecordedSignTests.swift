import Correlation
import Testing
import Vocabulary

@Suite("A change that the log lacks is suspected for a reason")
struct UnrecordedSignTests {
  private let names = (0..<60).map { "CHG-\(1000 + $0)" }

  private func log(_ extra: [Deployment] = []) -> [Deployment] {
    names.enumerated().map { number, name in
      Tiny.step("D\(number)", of: name, at: -39_000 + 600 * Double(number), in: ["FR"])
    } + extra
  }

  private func incident(title: String, cause: String? = nil) -> Incident {
    Incident(
      id: IncidentID("INC-1"), startedAt: Tiny.minute(845), title: title,
      confirmedCause: cause.map { ChangeID($0) }, place: SourcePlace(file: "i.csv", line: 2))
  }

  private let drop = Tiny.drop(at: 840, in: ["US"], held: ["DE", "FR"])

  @Test("A text that names a change of the log says nothing, one of another number does")
  func text() {
    let known = Tiny.link(drop, to: log(), incidents: [incident(title: "After CHG-1003, again")])
    #expect(known.status == .unexplained)
    #expect(known.unrecorded.isEmpty)
    let unknown = Tiny.link(drop, to: log(), incidents: [incident(title: "After CHG-9903: again")])
    #expect(unknown.unrecorded == [.namedInIncident("CHG-9903", IncidentID("INC-1"))])
  }

  @Test("A confirmed cause that stands in no row is a reason")
  func cause() {
    let found = Tiny.link(drop, to: log(), incidents: [incident(title: "x", cause: "CHG-7")])
    #expect(found.unrecorded == [.causeNotInLog(ChangeID("CHG-7"), IncidentID("INC-1"))])
  }

  @Test(
    "A row that undoes what stands nowhere is a reason while the drop lasts, and named with line")
  func undone() {
    let row = Tiny.step("D900", of: "CHG-1900", at: 920, in: ["US"], undoing: "CHG-1899")
    let found = Tiny.link(drop, to: log([row]))
    #expect(
      found.unrecorded == [
        .undoesUnknown(
          "CHG-1899", deploy: DeployID("D900"), place: SourcePlace(file: "deploys.csv", line: 2))
      ])
    let later = Tiny.step("D900", of: "CHG-1900", at: 1400, in: ["US"], undoing: "CHG-1899")
    #expect(Tiny.link(drop, to: log([later])).unrecorded.isEmpty)
  }

  @Test("Falls half an hour apart look like a staged rollout, falls at once do not")
  func stages() {
    let end = DropEnd.ended(Tiny.certain(960))
    let staged = Tiny.drop(
      [
        Tiny.part("DE", onset: Tiny.certain(840), end: end),
        Tiny.part("US", onset: Tiny.certain(870), end: end),
      ], held: ["FR"])
    #expect(Tiny.link(staged, to: log()).unrecorded == [.cameInStages(2, minutes: 30)])
    #expect(
      Tiny.link(Tiny.drop(at: 840, in: ["DE", "US"], held: ["FR"]), to: log()).unrecorded == [])
  }
}
