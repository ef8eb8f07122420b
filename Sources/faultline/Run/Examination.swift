import Datastore
import Detection
import Ingestion
import Reporting
import Vocabulary

/// What `doctor` looks at.
struct Examination {
  /// More than this after now is no difference between clocks, but a wrong zone.
  private static let toleratedAhead = 5 * 60

  /// A newest row this far back means old exports or a wrong clock; nightly feeds never are.
  private static let farOff = 30 * 86_400

  let store: Store
  let settings: Settings
  let now: Timestamp

  func report(verify: Bool) throws -> DoctorReport {
    let deploys = try store.deployRecords()
    let incidents = try store.incidents()
    let versions = try store.versions()
    let orders = try orders()
    let problems =
      try systems(deploys, incidents) + marketplaces(deploys, incidents)
      + records(deploys) + staleFeeds(deploys, incidents, orders) + future(deploys, incidents)
      + order(incidents) + withoutStep(orders)
      + (verify ? store.damage().map { .damage($0) } : [])
    return DoctorReport(
      facts: [
        ("faultline", toolVersion), ("settings", settings.path ?? "none"),
        ("settings hash", settings.hash), ("database tables", versions.tables),
        ("earlier states of pages", try pageHistory()),
        ("SQLite", versions.sqlite), ("libcsv", LibraryVersions.libcsv),
        ("zlib", LibraryVersions.zlib), ("clock", "\(now)"),
      ],
      problems: problems, isVerified: verify)
  }

  /// They are all kept; whoever wonders about the size of the file sees their part in it.
  private func pageHistory() throws -> String {
    let (pages, states, bytes) = try store.pageHistory()
    let megabytes = (Double(bytes) / 100_000).rounded() / 10
    return "\(states) of \(pages) pages, \(megabytes) MB"
  }

  private func systems(
    _ deploys: [DeployRecord], _ incidents: [Incident]
  ) throws -> [DoctorProblem] {
    let register = try store.services()
    let names: [Feed: Set<String>] = [
      .deploys: Set(deploys.map(\.deployment.service.name)),
      .incidents: Set(incidents.flatMap(\.services).map(\.name)),
      .orderMetrics: Set(try store.seriesKeys().compactMap(\.service?.name)),
      .services: Set(register.flatMap { [$0.service] + $0.dependsOn }.map(\.name)),
    ]
    return NameCheck(
      thing: .system, names: names.filter { !$0.value.isEmpty },
      references: register.isEmpty ? [.deploys] : [.services]
    ).problems
  }

  private func marketplaces(
    _ deploys: [DeployRecord], _ incidents: [Incident]
  ) throws -> [DoctorProblem] {
    let reached = deploys.flatMap { record -> [Marketplace] in
      if case .only(let some) = record.deployment.reach { Array(some) } else { [] }
    }
    let names: [Feed: Set<String>] = [
      .deploys: Set(reached.map(\.name)),
      .incidents: Set(incidents.flatMap(\.marketplaces).map(\.name)),
      .orderMetrics: Set(try store.seriesKeys().map(\.marketplace.name)),
    ]
    return NameCheck(
      thing: .marketplace, names: names.filter { !$0.value.isEmpty }, references: [.orderMetrics]
    ).problems
  }

  private func records(_ deploys: [DeployRecord]) throws -> [DoctorProblem] {
    let records = try store.changeRecords()
    guard !records.isEmpty, !deploys.isEmpty else { return [] }
    let named = deploys.map(\.paperwork)
    guard named.contains(where: { $0.changeRecord.isRecorded == true }) else {
      return [.recordsUnnamed(records.count)]
    }
    let missing = ChangeRegister(records).missing(named)
    return missing.numbers.isEmpty
      ? [] : [.recordsMissing(missing.numbers, deploys: missing.naming)]
  }

  /// Those that a night holds; none where a page is damaged, which is looked for only when asked.
  private func orders() throws -> SeriesReading {
    let isMany = try store.seriesKeys().count > Detector.mostTogether
    do {
      return try store.series { !isMany || $0.isStorefront }
    } catch StoreError.damagedPage {
      return SeriesReading(series: [], unplaced: [])
    }
  }

  private func withoutStep(_ orders: SeriesReading) -> [DoctorProblem] {
    orders.unplaced.isEmpty ? [] : [.rowsWithoutStep(UnplacedRows.counting(orders.unplaced))]
  }

  private func staleFeeds(
    _ deploys: [DeployRecord], _ incidents: [Incident], _ orders: SeriesReading
  ) throws -> [DoctorProblem] {
    // A row of orders tells of all of its step.
    let ends = orders.series.compactMap { one in
      one.newestRow?.advanced(bySeconds: one.stepSeconds)
    }
    let newest: [(Feed, Timestamp?)] = [
      (.orderMetrics, (ends + [try store.newestSample()].compactMap { $0 }).max()),
      (.deploys, deploys.map(\.deployment.startedAt).max()),
      (.incidents, incidents.map(\.startedAt).max()),
    ]
    let all = newest.compactMap(\.1).max()
    if let all, now.seconds(since: all) > Examination.farOff {
      return [.clockFarOff(newest: all, now: now)]
    }
    return newest.compactMap { feed, newest in
      guard let limit = settings.staleAfter[feed] else { return nil }
      if let newest, now.seconds(since: newest) <= limit { return nil }
      return .staleFeed(feed, newest: newest, now: now, limitSeconds: limit)
    }
  }

  private func future(
    _ deploys: [DeployRecord], _ incidents: [Incident]
  ) throws -> [DoctorProblem] {
    let limit = now.advanced(bySeconds: Examination.toleratedAhead)
    let samples = try store.newestSample().map { [$0] } ?? []
    let moments: [(Feed, [Timestamp])] = [
      (.deploys, deploys.map(\.deployment.startedAt)), (.incidents, incidents.map(\.startedAt)),
      (.orderMetrics, samples),
    ]
    return moments.compactMap { feed, moments in
      let after = moments.filter { $0 > limit }
      return after.max().map {
        .rowsInFuture(feed, count: after.count, newest: $0, now: now)
      }
    }
  }

  private func order(_ incidents: [Incident]) throws -> [DoctorProblem] {
    let early: [DoctorProblem] = incidents.compactMap { incident in
      guard let detected = incident.detectedAt, detected < incident.startedAt else { return nil }
      return .detectedBeforeStart(incident: incident.id.name, place: incident.place)
    }
    let rejected = try store.rejectedRows().filter { $0.reason.hasPrefix("before ") }
    let byFile = Dictionary(grouping: rejected, by: \.place.file).sorted { $0.key < $1.key }
    return early
      + byFile.map { file, rows in
        .endsBeforeStart(
          file: file, count: rows.count, firstLine: rows.map(\.place.line).min() ?? 0)
      }
  }
}
