import Testing
import Vocabulary

@testable import Reporting

@Suite("Wording")
struct WordingTests {
  @Test("Each grade has its one phrase")
  func grades() {
    #expect(
      Grade.allCases.map(\.phrase) == [
        "strong evidence of a link", "some evidence of a link", "weak evidence of a link",
        "unlikely",
      ])
    #expect(
      Night.checkoutSuspects[2].gradeWords
        == "unlikely: it had reached 0 of 2 marketplaces hit when orders fell there, not CA and US, and "
        + "was for most of the drop also in DE, where orders stayed as expected")
  }

  @Test("What ended left orders where they usually are, so that its fall is no shortfall")
  func dismissedDepth() {
    func words(_ kind: DismissedStretch.Kind, _ depth: Double?) -> String? {
      DismissedStretch(
        kind: kind, window: TimeWindow(start: Timestamp(secondsSinceEpoch: 0), seconds: 3600),
        series: [], depth: depth.map { Share($0) }
      ).depthWords
    }
    #expect(words(.promotionEnded, 1.24) == "came down by 124% of expected")
    #expect(words(.holidayLike, 0.24) == "24% below expected")
    #expect(words(.feedGap, nil) == nil)
  }

  static let observations: [(Evidence.Observation, String)] = [
    (
      .timing(step: DeployID("d-1"), minutesBeforeOnset: 8, placeboRate: Night.placebo(0.12)),
      "Its step d-1 began 8 min before the onset; a change this close before a random quiet "
        + "minute happens 12% of the time."
    ),
    (
      .timing(step: DeployID("d-1"), minutesBeforeOnset: -3, placeboRate: Night.placebo(0.001)),
      "Its step d-1 began 3 min after the most likely onset; a change this close before a random "
        + "quiet minute happens under 1% of the time."
    ),
    (
      .scope(hitAndReached: 1, hitNotReached: [], reachedNotHit: []),
      "It had reached the marketplace hit when orders fell there, and was in no others that are "
        + "counted for most of the drop."
    ),
    (
      .scope(hitAndReached: 2, hitNotReached: [Night.us], reachedNotHit: [Night.de, Night.jp]),
      "It had reached 2 of 3 marketplaces hit when orders fell there, not US, and was for most of "
        + "the drop also in DE and JP, where orders stayed as expected."
    ),
    (.scopeUnknown, "The records do not say which marketplaces it reached."),
    (
      .spread(agreeing: 5, of: 6),
      "Orders fell in the order of its rollout in 5 of 6 pairs of marketplaces that it reached at "
        + "different times."
    ),
    (
      .alreadyLow(Night.placebo(0.97)),
      "The probability that orders were already low before its step began is 97%."
    ),
    (.recovery(.followedRollback(minutesAfter: 4)), "Orders came back 4 min after it was undone."),
    (
      .recovery(.followedRollback(minutesAfter: -2)), "Orders came back 2 min before it was undone."
    ),
    (
      .recovery(.outlastedRollback(minutes: 130)),
      "It was undone and orders stayed low 2 h 10 min longer."
    ),
    (.recovery(.recoveredInPlace), "Orders came back while it was still in place."),
    (.recovery(.stillOpen), "The drop is still open and it is still in place."),
    (.topology(.sameService), "It changed the service whose own orders fell."),
    (
      .topology(.dependency(hops: 2)),
      "The service whose orders fell depends on the changed one, 2 hops down."
    ),
    (.topology(.unrelated), "The service whose orders fell does not depend on the changed one."),
    (.topology(.orderPath(hops: 0)), "The changed service is a Tier-1 system."),
    (
      .topology(.orderPath(hops: 0, dependents: 3)),
      "The changed service is a Tier-1 system, and 3 services depend on it; both are held against "
        + "the services that are usually changed."
    ),
    (
      .topology(.orderPath(hops: 1, dependents: 0)),
      "A Tier-1 system depends on the changed service, 1 hop down, and no service depends on it; "
        + "both are held against the services that are usually changed."
    ),
    (
      .timing(
        step: DeployID("d-1"), minutesBeforeOnset: 177, placeboRate: Night.placebo(0.83),
        parts: .init(delay: LogOdds(7.4), coincidence: .neutral, places: 12)),
      "Its step d-1 began 2 h 57 min before the onset; a change this close before a random quiet "
        + "minute happens 83% of the time. Its weight is +7.4 for the delay, which the onsets of 12 "
        + "marketplaces give together."
    ),
    (
      .timing(
        step: DeployID("d-1"), minutesBeforeOnset: 3, placeboRate: Night.placebo(0.17),
        parts: .init(delay: LogOdds(4.2), coincidence: LogOdds(-0.6), places: 1)),
      "Its step d-1 began 3 min before the onset; a change this close before a random quiet minute "
        + "happens 17% of the time. Its weight is +4.2 for the delay, and −0.6 because changes stand "
        + "just before drops for other reasons too."
    ),
    (
      .topology(.orderPath(hops: 1)), "A Tier-1 system depends on the changed service, 1 hop down."
    ),
    (
      .topology(.offOrderPath), "The register does not put the changed service on the order path."
    ),
    (.topology(.unregistered), "The register does not know the changed service."),
    (
      .comparison(reachedFall: Share(0.52), unreachedFall: Share(-0.004), unreachedCount: 5),
      "Orders stood 52% below expected where it was, and 0.4% above expected in 5 marketplaces "
        + "where it was not, or only for less than half of the drop."
    ),
    (
      .repetition(earlierSteps: 0, followedByDrop: 0),
      "No earlier step of this service is on record."
    ),
    (
      .repetition(earlierSteps: 14, followedByDrop: 1),
      "1 of 14 earlier steps of this service was closely followed by a drop."
    ),
    (.namedInIncident(IncidentID("INC-1")), "People named its service in INC-1."),
  ]

  @Test("Each observation has its sentence", arguments: observations)
  func evidence(observation: Evidence.Observation, sentence: String) {
    #expect(observation.statement == sentence)
  }

  @Test(
    "Authorship says what is known and how, and never who or what wrote the rest",
    arguments: [
      (Authorship.declared(.authored, tool: "Amazon Q"), "AI-authored (declared, Amazon Q)"),
      (.declared(.assisted, tool: nil), "AI-assisted (declared)"),
      (.declared(.advised, tool: nil), "AI-advised (declared)"),
      (.declared(.unspecified, tool: nil), "AI-assisted (declared)"),
      (.inferred(marker: "x", tool: "Cursor"), "AI-assisted (inferred from a marker, Cursor)"),
      (.inferred(marker: "x", tool: nil), "AI-assisted (inferred from a marker)"),
      (.none, "no AI marker"), (.unknown, "authorship unknown"),
    ])
  func authorship(authorship: Authorship, words: String) { #expect(authorship.words == words) }

  static let conclusions: [(Attribution, String)] = {
    func attribution(_ status: Attribution.Status, _ obstacle: Attribution.Obstacle? = nil)
      -> Attribution
    {
      // The second has a probability of 3 %, which is too little beside 93 % to be called a rival.
      Attribution(
        drop: DropID("d"), status: status, obstacle: obstacle,
        suspects: status == .undecidable ? [] : Array(Night.checkoutSuspects.prefix(2)),
        noRecordedChange: Night.placebo(0.1), topProbabilityRange: nil, considered: 2,
        lookBack: TimeWindow(start: Night.at(10, 8), seconds: 86_400))
    }
    return [
      (attribution(.linked), "There is strong evidence of a link to D-4417."),
      (
        attribution(.contested),
        "D-4417 fits the drop best, and not well enough to be linked to it."
      ),
      (attribution(.unexplained), "No recorded change fits well enough to be linked to it."),
      (
        attribution(.undecidable, .noDeployHistory),
        "The records do not allow a judgement: the deploy log holds nothing of the 24 h before the "
          + "onset."
      ),
      (
        attribution(.undecidable, .onsetTooUncertain),
        "The records do not allow a judgement: the onset is so uncertain that it spans most of the "
          + "time in which changes were considered."
      ),
    ]
  }()

  @Test("Each conclusion has its sentence", arguments: conclusions)
  func conclusion(attribution: Attribution, sentence: String) {
    #expect(attribution.sentence == sentence)
  }

  static let outcomes: [(ControlResult.Outcome, String)] = [
    (.met, "met"),
    (
      .notMet(.reviewers(found: 1, needed: 2)),
      "not met: 1 of 2 reviewers (the author does not count)"
    ),
    (.notMet(.noRecord), "not met: no change record found"),
    (.notMet(.noApproval), "not met: no approval found"),
    (
      .notMet(.approvedAfterStart(approvedAt: Night.at(10, 9))),
      "not met: approved 10 Mar 09:00, after the start"
    ),
    (.notMet(.checkFailed), "not met: the check ended with a failure"),
    (.notMet(.checkMissing), "not met: no result of the check"),
    (.unknown(.notRecorded), "unknown: the input has no such column"),
    (
      .unknown(.authorUnknown),
      "unknown: the author is not recorded, so reviewers cannot be told apart"
    ),
    (.unknown(.approvalTimeUnknown), "unknown: approved, but the time is not recorded"),
    (.unknown(.emptyCell), "unknown: the field is empty"),
  ]

  @Test("Each outcome of a control has its words", arguments: outcomes)
  func control(outcome: ControlResult.Outcome, words: String) { #expect(outcome.words == words) }

  static let warnings: [(InputWarning, String)] = [
    (
      .staleFeed(
        .orderMetrics, newestRow: Night.at(11, 2), asOf: Night.at(11, 6), limitSeconds: 10_800),
      "Could not look after 11 Mar 02:00 UTC: the orders feed is 4 h old (limit 3 h). Drops since "
        + "then would not be seen."
    ),
    (
      .staleFeed(.deploys, newestRow: nil, asOf: Night.at(11, 6), limitSeconds: 10_800),
      "Could not look: the deploys feed holds no rows. Changes since then are not among the suspects."
    ),
    (
      .staleSeries(
        SeriesKey(marketplace: Night.us, service: Service("pay")), newestRow: Night.at(11, 2),
        asOf: Night.at(11, 6), limitSeconds: 3600),
      "Could not look after 11 Mar 02:00 UTC: orders of US (pay) are 4 h old (limit 60 min). Drops "
        + "there would not be seen."
    ),
    (
      .tooManyRowsSetAside(file: "a.csv", setAside: 3, read: 120, limit: Share(0.01)),
      "Of a.csv, 2.5% (3 of 120) rows were set aside; the limit is 1.0%."
    ),
    (
      .fileCutOff(.deploys, file: "deploys.csv", newestRow: Night.at(11, 2)),
      "Could not look at what deploys.csv holds after 11 Mar 02:00 UTC: it ends in the midst of a row, so "
        + "that more may be missing. Changes since then are not among the suspects."
    ),
    (
      .seriesEnded(SeriesKey(marketplace: Night.us), newestRow: Night.at(11, 2)),
      "No orders of US since 11 Mar 2026 02:00 UTC. After two weeks they are no longer waited for: taken "
        + "as closed until rows come again."
    ),
    (
      .rowsWithoutStep([
        UnplacedRows(
          series: SeriesKey(marketplace: Night.us), count: 1, first: Night.at(11, 2), isStray: true)
      ]),
      "1 order row could not be looked at, for no step can be told that would hold it: 1 of US, of "
        + "2026-03-11T02:00:00Z, weeks from all others, as if the date were wrong."
    ),
    (
      .missingSteps(SeriesKey(marketplace: Night.us), missing: 9, of: 1440),
      "US: no row for 0.6% (9 of 1,440) steps; a drop inside them cannot be seen."
    ),
    (
      .historyTooShort([SeriesKey(marketplace: Night.us)], days: 1, needed: 14),
      "History too short in US: 1 of the 14 days of look-back lie before the earliest week looked "
        + "at. It was looked at; what was expected then is less sure."
    ),
    (
      .noUsualDay([SeriesKey(marketplace: Night.us)]),
      "Less than two days of orders in US: no usual day is known. Falls that came on slowly are not told "
        + "there, and what a drop cost is hardly known."
    ),
    (
      .deployHistoryTooShort(firstDeploy: Night.at(10, 9), neededFrom: Night.at(10, 6)),
      "The deploy log begins 10 Mar 2026 09:00; changes from 10 Mar 2026 06:00 on would have been "
        + "considered."
    ),
    (
      .servicesMissing([Service("a"), Service("b")], namedIn: .incidents, missingIn: .deploys),
      "2 services named in incidents and not in deploys: a and b. Links may be missing where one "
        + "thing has two names."
    ),
    (
      .marketplacesMissing([Night.us], namedIn: .deploys, missingIn: .orderMetrics),
      "1 marketplace named in deploys and not in orders: US. Links may be missing where one thing "
        + "has two names."
    ),
    (
      .declaredNoneButMarker(
        ChangeID("D-1"), tool: nil, place: SourcePlace(file: "deploys.csv", line: 7)),
      "D-1 is declared as made without AI, and its summary holds a marker (deploys.csv:7)."
    ),
    (
      .feedAbsent(.calendar),
      "No calendar was given: holidays and promotions are told from orders alone."
    ),
    (
      .dropsTaken(
        file: "drops.csv", sha256: "0123456789abcdef", drops: 2, repeated: 1, renamed: 1),
      "2 drops were taken from drops.csv (SHA-256 0123456789ab…), and none looked for: there are no "
        + "figures of orders, and stretches that are not drops are not named. 1 row said again what "
        + "another had said. 1 drop got another name, since names came twice."
    ),
  ]

  @Test("Each warning has its sentence and says what follows", arguments: warnings)
  func warning(warning: InputWarning, sentence: String) { #expect(warning.sentence == sentence) }

  @Test("What is not a drop is named and explained", arguments: DismissedStretch.Kind.allCases)
  func dismissed(kind: DismissedStretch.Kind) {
    #expect(!kind.name.isEmpty && kind.reason.hasSuffix("."))
    #expect(
      Set(DismissedStretch.Kind.allCases.map(\.name)).count == DismissedStretch.Kind.allCases.count)
  }

  @Test("No page, table or sentence holds a forbidden word")
  func forbidden() {
    let words = [
      "caused", "broke", "broken", "led to", "due to", "triggered by", "culprit", "guilty", "blame",
      "root cause", "human error", "human-written", "failed to", "should have", "unauthorised",
      "unauthorized", "rogue", "lost revenue", "not significant", "offender", "at fault",
    ]
    var texts = Self.observations.map(\.0.statement) + Self.warnings.map(\.0.sentence)
    texts += Self.outcomes.map(\.0.words) + Self.conclusions.map(\.0.sentence)
    texts += DismissedStretch.Kind.allCases.map(\.reason)
    for (_, report) in Night.samples {
      texts += report.files().values
      texts.append(TerminalText.nightly(report, folder: "reports"))
    }
    for text in texts {
      let lowered = text.lowercased()
      for word in words { #expect(!lowered.contains(word), "\(word)") }
    }
  }

  @Test("The next step fits the state of the drop")
  func nextSteps() {
    #expect(
      Night.checkoutFinding.nextStep(verdict: nil).plain
        == "Check the link with the responders, then record it: "
        + "faultline verdict 2026-03-10-1406 --cause D-4417 --team NAME")
    #expect(
      Night.paymentsFinding.nextStep(verdict: nil).plain.hasPrefix("Look outside the deploy log"))
    let open = Night.crowded.findings.first { $0.drop.end.mode == nil }
    #expect(open?.nextStep(verdict: nil).plain.hasPrefix("Compare logs") == true)
    let verdict = TeamVerdict(
      drop: Night.paymentsDrop.id, conclusion: .noRecordedChange, team: "Payments",
      recordedAt: Night.at(12, 8))
    #expect(
      Night.paymentsFinding.nextStep(verdict: verdict).plain
        == "None. No recorded change was behind it, confirmed by the Payments team, 12 March 2026.")
  }
}
