import Vocabulary

extension NightlyReport {
  /// What a reader must know of a drop beside its figures, each a sentence.
  func caveats(of drop: Drop) -> [String] {
    [drop.dayOffSentence, drop.lowAfterSentence, unseenSentence(of: drop)].compactMap { $0 }
  }

  /// Where nothing was counted while a drop lasted.
  func gaps(during drop: Drop) -> [DismissedStretch] {
    dismissed.filter { $0.kind.isUnseen && $0.window.overlaps(drop.window) }
  }

  /// What of a drop is not seen because nothing was counted; `nil` if all was.
  func unseenSentence(of drop: Drop) -> String? {
    let hit = Set(drop.parts.map(\.series))
    let sentences = gaps(during: drop).flatMap { gap -> [String] in
      let what = gap.kind == .feedStuck ? "repeated one count" : "sent no rows"
      let times = gap.window.words
      let (inside, beside) = (
        gap.series.filter(hit.contains), gap.series.filter { !hit.contains($0) }
      )
      return [
        inside.isEmpty
          ? nil : "\(names(inside)) \(what) \(times): what was lost meanwhile is not counted.",
        beside.isEmpty
          ? nil : "\(names(beside)) \(what) \(times): whether orders fell there is not seen.",
      ].compactMap { $0 }
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private func names(_ series: [SeriesKey]) -> String { enumerated(series.sorted().map(\.words)) }
}
