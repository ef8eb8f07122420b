import Correlation
import Datastore
import Detection
import Vocabulary

/// Which loads a run sees.
struct Knowledge {
  /// The newest of them.
  let load: Int64
  /// For a run that is made again as of a past moment, that moment; its findings are not recorded,
  /// for those of later nights hold.
  let past: Timestamp?

  /// All loads, or those up to `asOf` if some came later. What a command loads itself it sees in
  /// any case; and of a moment before the first load nothing can be told, so that `asOf` is then
  /// only the moment at which feeds should be complete, as it always is.
  init(_ store: Store, asOf: Timestamp?, loadsFiles: Bool) throws {
    let newest = try store.newestLoad()
    guard newest > 0 else {
      throw ToolFailure(
        status: .inputMissing, message: "The database holds nothing yet. Load a dataset first.")
    }
    let byThen = loadsFiles ? newest : try asOf.map { try store.newestLoad(by: $0) } ?? newest
    load = byThen == 0 ? newest : byThen
    past = load < newest ? asOf : nil
  }

  /// What a run of `window` goes by.
  ///
  /// - Parameter orders: what it looks at; `nil` if drops are found elsewhere.
  func basis(
    _ store: Store, _ window: TimeWindow, orders: Records?, _ settings: Settings
  ) throws -> Basis {
    let made = try store.runBasis(
      of: window, load: load, settingsHash: settings.hash, toolVersion: toolVersion)
    // Doing a run again gives the report of the first time.
    let isKnown = made?.settingsHash == settings.hash && made?.toolVersion == toolVersion
    if past != nil || isKnown {
      let basis = try Basis(
        made: made, previous: made?.previous, late: try late(store, made?.previous),
        window: window, orders: orders, settings)
      return try relinking(basis, store, window, settings) { known, _ in known }
    }
    let previous = try store.previousRun(for: window)
    var basis = try Basis(
      made: nil, previous: previous, late: try late(store, previous), window: window,
      orders: orders,
      settings)
    if let rejudged = basis.rejudged {
      // What is judged anew is compared with what was recorded of it.
      basis.previous = try store.previousRun(for: window.joined(with: rejudged))
    }
    return try relinking(basis, store, window, settings) { known, hasLateRows in
      try known.withOthers(
        store,
        of: hasLateRows
          ? nil : settings.correlation.dropsBearing(on: window.joined(with: basis.rejudged)))
    }
  }

  /// `basis` with what rows that came late make the run link again, if they concern anything.
  ///
  /// - Parameter widened: adds what else was recorded, all of it if there are such rows.
  private func relinking(
    _ basis: Basis, _ store: Store, _ window: TimeWindow, _ settings: Settings,
    widened: (PreviousRun, _ hasLateRows: Bool) throws -> PreviousRun
  ) throws -> Basis {
    guard let previous = basis.previous else { return basis }
    let ended = TimeWindow(start: previous.until, seconds: 0)
    let late = try store.lateRecords(
      before: settings.correlation.incidentsBearing(on: ended).end, after: previous.load, upTo: load
    )
    let known = try widened(previous, !late.isEmpty)
    var basis = basis
    basis.previous = known
    basis.relinking = Relinking(late, recorded: known.all, window: window, settings: settings)
    return basis
  }

  private func late(_ store: Store, _ previous: PreviousRun?) throws -> LateRows? {
    try previous.flatMap {
      try store.lateRows(before: $0.until, after: $0.load, upTo: load)
    }
  }

  /// What a run goes by.
  struct Basis {
    /// What is known of a run of the same window made before.
    let made: RunBasis?
    /// What it compares itself with.
    var previous: PreviousRun?
    /// Orders of before that came late or were corrected.
    let late: LateRows?
    /// What is judged once more: the weeks that the orders since the last run may change, and those of
    /// late ones.
    let rejudged: TimeWindow?
    /// What rows of other feeds that came late make it link again.
    var relinking: Relinking?

    /// What earlier runs recorded and a run of `window` leaves as it is. The rest it judges anew:
    /// what it does not find of that is withdrawn.
    func standing(beside window: TimeWindow) -> [PriorDrop] {
      let judged = window.joined(with: rejudged)
      return (previous?.all ?? []).filter { drop in
        let isOpenThere = drop.isOpen && drop.window.end >= window.start
        return drop.onset >= judged.end || drop.onset < judged.start && !isOpenThere
      }
    }

    fileprivate init(
      made: RunBasis?, previous: PreviousRun?, late: LateRows?, window: TimeWindow,
      orders: Records?, _ settings: Settings
    ) throws {
      self.made = made
      self.previous = previous
      self.late = late
      let detector = Detector(settings: settings.detection)
      let goesOn = previous.map { $0.until <= window.start } ?? false
      let opened = [goesOn ? previous?.until : nil, late?.earliest].compactMap { $0 }.min()
      rejudged = try orders.flatMap { orders in
        try opened.flatMap { moment in
          let reaches = try orders.reaches(cutAt: moment, within: detector.fillSeconds)
          return TimeWindow(
            start: detector.start(ofWeeksOpenAt: moment, reaches: reaches), end: window.end)
        }
      }
    }
  }

  /// What screens of runs before left, of the weeks from `start` on; `nil` for a run of a past moment,
  /// which leaves nothing either.
  func screenMemory(
    _ store: Store, from start: Timestamp, _ settings: Settings
  ) throws -> ScreenMemory? {
    guard past == nil else { return nil }
    return try store.screenMemory(
      from: start, settingsHash: settings.hash, toolVersion: toolVersion)
  }

  func lastWindow(_ store: Store) throws -> TimeWindow? {
    past == nil ? try store.lastRun()?.looked : try store.lastWindow(asOf: load)
  }

  /// The verdicts given by then.
  func verdicts(_ store: Store) throws -> [RecordedVerdict] {
    let all = try store.verdicts()
    guard let past else { return all }
    return all.filter { $0.verdict.recordedAt <= past }
  }
}

extension PreviousRun {
  /// With what is recorded beside its drops, of `window` or of all time.
  fileprivate func withOthers(_ store: Store, of window: TimeWindow?) throws -> PreviousRun {
    let own = Set(drops.map(\.id))
    let others = try store.recordedDrops(in: window).filter { !own.contains($0.id) }.map(
      PriorDrop.init)
    return PreviousRun(until: until, load: load, drops: drops, others: others, watch: watch)
  }

  /// All drops that are known of it.
  var all: [PriorDrop] { drops + others }
}
