import Foundation
import TestSupport
import Testing

@Suite("Files that strangers bring")
struct StrangerTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test("Faultline's own form after a spreadsheet: init asks for its dates and their zone")
  func spreadsheet() throws {
    try place.folder.write(
      "deploys.csv",
      "deploy_id;service;started_at;lines_changed\r\nD-1;checkout;05.03.2026 8:30:00;12\r\n"
        + "D-2;search;16.03.2026 9:30:00;12\r\n")
    let run = try place.run("init", "--no-input")
    #expect(run.status == 78)
    #expect(run.out.contains("1 answer is needed"))
    let text = try place.text("faultline.toml")
    #expect(text.contains("# timezone = \"America/New_York\"\n"))
    try place.folder.write(
      "faultline.toml",
      text.replacing("# timezone = \"America/New_York\"", with: "timezone = \"UTC\""))
    #expect(text.contains("format = \"d.M.yyyy H:mm:ss\""))
    #expect(try place.run("check").status == 0)
  }

  @Test("Own columns in milliseconds are written down with their format")
  func milliseconds() throws {
    try place.folder.write(
      "incidents.csv", "incident_id,started_at,title\nI-1,1772719320456,x\nI-2,1772719320999,y\n")
    #expect(try place.run("init", "--no-input").status == 0)
    #expect(
      try place.text("faultline.toml")
        .contains("started_at = { from = \"started_at\", format = \"epoch-ms\" }"))
    #expect(try place.run("check").status == 0)
  }

  @Test("Ids that a spreadsheet shortened are set aside: several of them have become one")
  func shortenedIDs() throws {
    try place.folder.write(
      "deploys.csv",
      "deploy_id,change_id,service,started_at\n1.2E+11,C-1,cart,2026-03-05T14:02:00Z\n"
        + "D-2,\"1,23457E+17\",cart,2026-03-05T14:03:00Z\nE+1,12E+x,cart,2026-03-05T14:04:00Z\n")
    let check = try place.run("check", "deploys.csv")
    #expect(check.status == 3)
    #expect(
      check.out.contains(
        "deploys.csv:2: column \"deploy_id\" value \"1.2E+11\": a long number that a spreadsheet "
          + "shortened, so that its last digits are lost; export the column as text\n"))
    #expect(check.out.contains("deploys.csv:3: column \"change_id\" value \"1,23457E+17\""))
    #expect(check.out.contains("2 problems, 1 file usable"))
  }

  @Test("A Spinnaker execution that was cancelled before it began is passed over")
  func neverBegun() throws {
    try place.folder.write(
      "executions.json",
      #"""
      [{"id": "A", "application": "cart", "name": "d", "status": "SUCCEEDED",
        "startTime": 1772719320456, "endTime": 1772719920789},
       {"id": "B", "application": "cart", "name": "d", "status": "CANCELED", "buildTime": 1}]
      """#)
    #expect(try place.run("init", "--no-input").status == 0)
    let check = try place.run("check", "--json")
    #expect(check.status == 0)
    #expect(check.out.contains("\"rows_skipped\" : 1"))
  }

  @Test("Many pairs of names are one question, and one comment in the settings")
  func manyNames() throws {
    let names = (1...12).map { "system\($0)x" }
    try place.folder.write(
      "services.csv", "service,tier\n" + names.map { "\($0),1\n" }.joined())
    try place.folder.write(
      "deploys.csv",
      "deploy_id,service,started_at\n"
        + names.map { "\($0),svc-\($0),2026-03-05T14:02:00Z\n" }.joined())
    let run = try place.run("init", "--no-input")
    #expect(run.status == 78)
    #expect(run.out.contains("1 answer is needed"))
    let text = try place.text("faultline.toml")
    #expect(text.contains("# answer needed: which of these are one system?\n# system10x = ["))
    #expect(text.components(separatedBy: "answer needed").count == 2)
  }
}
