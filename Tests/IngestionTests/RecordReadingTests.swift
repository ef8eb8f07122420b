import Ingestion
import Testing
import Vocabulary

private let at = Timestamp(secondsSinceEpoch: 1_772_719_320)

private func deploys(_ text: String) throws -> [DeployRecord] {
  guard case .deploys(let records) = try ReadFile("deploys.csv", text).reading.records else {
    return []
  }
  return records
}

@Suite("Deploys, incidents, services and calendar")
struct RecordReadingTests {
  @Test("A deploy row with every column is read as it stands")
  func everyColumn() throws {
    let records = try deploys(
      """
      deploy_id,change_id,service,started_at,finished_at,marketplaces,status,rolled_back_at,\
      rollback_of,change_type,author,ai_assisted,ai_tool,change_record,approved_at,approved_by,\
      reviewers,standards_check,reliability_tests,lines_changed,emergency,summary
      D-1,C-1,cart,2026-03-05T14:02:00Z,2026-03-05T14:05:00Z,US; DE ;;,rolled_back,\
      2026-03-05T14:09:00Z,C-0,config,ann,assisted,Amazon Q,MCM-1,2026-03-05T14:00:00Z,bob,\
      cid;;dee,passed,FAILED,12,Yes,"two
      lines"
      """)
    let record = try #require(records.first)
    #expect(
      record.deployment
        == Deployment(
          id: DeployID("D-1"), change: ChangeID("C-1"), service: Service("cart"), startedAt: at,
          finishedAt: at.advanced(bySeconds: 180),
          reach: .only([Marketplace("US"), Marketplace("DE")]), status: .rolledBack,
          rolledBackAt: at.advanced(bySeconds: 420), rollbackOf: "C-0", type: .config,
          place: SourcePlace(file: "deploys.csv", line: 2)))
    #expect(record.authorship == .declared(.assisted, tool: "Amazon Q"))
    #expect(
      record.paperwork
        == Paperwork(
          changeRecord: .value("MCM-1"), approvedAt: .value(at.advanced(bySeconds: -120)),
          approvedBy: .value("bob"), reviewers: .value(["cid", "dee"]), author: .value("ann"),
          standardsCheck: .value(.passed), reliabilityTests: .value(.failed),
          linesChanged: .value(12), emergency: .value(true)))
    #expect(record.summary == "two\nlines")
  }

  @Test("An absent column is unknown and an empty cell is none")
  func absentAndEmpty() throws {
    let absent = try deploys("deploy_id,service,started_at\nD-1,cart,2026-03-05T14:02:00Z\n")
    #expect(absent.first?.paperwork == Paperwork())
    #expect(absent.first?.deployment.reach == .unknown)
    #expect(absent.first?.deployment.change == ChangeID("D-1"))
    let empty = try deploys(
      "deploy_id,service,started_at,change_id,marketplaces,change_record,approved_at,emergency\n"
        + "D-1,cart,2026-03-05T14:02:00Z,,,,,\n")
    #expect(empty.first?.paperwork.changeRecord == Recorded.none)
    #expect(empty.first?.paperwork.approvedAt == Recorded.none)
    #expect(empty.first?.paperwork.emergency == Recorded.none)
    #expect(empty.first?.paperwork.reviewers == .unknown)
    #expect(empty.first?.deployment.reach == .everywhere)
    #expect(empty.first?.deployment.change == ChangeID("D-1"))
  }

  @Test("An asterisk reaches everywhere", arguments: ["*", " * ", "US;*"])
  func asterisk(cell: String) throws {
    let records = try deploys(
      "deploy_id,service,started_at,marketplaces\nD-1,cart,2026-03-05T14:02:00Z,\(cell)\n")
    #expect(records.first?.deployment.reach == .everywhere)
  }

  @Test("Of two contents under one id the same one is kept whatever their order")
  func contradiction() throws {
    let (one, two) = ("D-1,cart,2026-03-05T14:02:00Z", "D-1,search,2026-03-05T14:02:00Z")
    for (rows, kept, other) in [([one, two], 2, 3), ([two, one], 3, 2)] {
      let file = try ReadFile(
        "deploys.csv",
        "deploy_id,service,started_at\n" + rows.joined(separator: "\n") + "\n")
      #expect(
        file.messages == [
          "deploys.csv:\(other): column \"deploy_id\" value \"D-1\": given twice with different "
            + "content; line \(kept) was kept, line \(other) was not used"
        ])
      guard case .deploys(let records) = file.reading.records else { return }
      #expect(records.map(\.deployment.service.name) == ["cart"])
      #expect(file.reading.rejected.first?.cells.contains("search") == true)
    }
  }

  @Test("The same content twice is one record and a duplicate, however it is written")
  func duplicate() throws {
    let file = try ReadFile(
      "incidents.csv",
      "incident_id,started_at,services\nI-1,2026-03-05T14:02:00Z,a;b\n"
        + "I-1,2026-03-05T15:02:00+01:00, a ; b ;\n")
    #expect(file.messages.isEmpty)
    #expect(file.reading.duplicates == 1)
    #expect(file.reading.rowsUsable == 2)
  }

  @Test("An incident is read with its lists and numbers")
  func incident() throws {
    let file = try ReadFile(
      "incidents.csv",
      "incident_id,started_at,title,severity,detected_at,mitigated_at,resolved_at,services,"
        + "marketplaces,cause_change_id,lost_orders,website_errors,summary\n"
        + "I-1,2026-03-05T14:02:00Z,\"Cart, slow\",1,2026-03-05T14:00:00Z,2026-03-05T14:02:00Z,,"
        + "cart;search,*,C-1,120,9,text\n")
    #expect(file.messages.isEmpty)
    #expect(
      file.reading.records
        == .incidents([
          Incident(
            id: IncidentID("I-1"), startedAt: at, title: "Cart, slow", severity: "1",
            detectedAt: at.advanced(bySeconds: -120), mitigatedAt: at,
            services: [Service("cart"), Service("search")], marketplaces: [],
            confirmedCause: ChangeID("C-1"), declaredLostOrders: 120, declaredWebsiteErrors: 9,
            summary: "text", place: SourcePlace(file: "incidents.csv", line: 2))
        ]))
  }

  @Test("The register and the calendar are read")
  func registerAndCalendar() throws {
    let services = try ReadFile(
      "services.csv",
      "service,tier,depends_on,owner\n"
        + String(repeating: "cart,1,\"search; payments\",Team A\n", count: 2))
    #expect(services.reading.duplicates == 1)
    #expect(
      services.reading.records
        == .services([
          ServiceEntry(
            service: Service("cart"), tier: 1, owner: "Team A",
            dependsOn: [Service("search"), Service("payments")],
            place: SourcePlace(file: "services.csv", line: 2))
        ]))
    let calendar = try ReadFile(
      "calendar.csv",
      "starts_at,ends_at,marketplaces,kind,name\n"
        + "2026-03-05T14:02:00Z,2026-03-05T14:03:00Z,US;DE,Promotion,Sale\n")
    #expect(
      calendar.reading.records
        == .calendar([
          CalendarEvent(
            window: TimeWindow(start: at, seconds: 60),
            marketplaces: [Marketplace("US"), Marketplace("DE")], kind: .promotion, name: "Sale")
        ]))
    #expect(calendar.reading.lastAt == at.advanced(bySeconds: 60))
  }

  @Test("A zone is used for times without an offset")
  func zone() throws {
    let text = "deploy_id,service,started_at\nD-1,cart,2026-03-05T16:02:00\n"
    let file = try ReadFile("deploys.csv", text, zone: .offset(seconds: 7200))
    #expect(file.reading.firstAt == at)
    #expect(try ReadFile("deploys.csv", text).reading.rejected.count == 1)
  }
}
