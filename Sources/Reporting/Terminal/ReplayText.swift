import Vocabulary

extension TerminalText {
  /// What controls would have held, a line each.
  static func replay(_ replay: ControlReplay) -> [String] {
    guard replay.changes > 0 else { return [replay.lead] }
    return [replay.lead]
      + table(
        [
          [
            "held back where this is not in place", "held back", "a week", "linked to none",
            "orders lost behind",
          ]
        ]
          + replay.combinations.map { one in
            [
              one.name, grouped(one.held), replay.weekly(one.held), one.harmless.rounded.words,
              one.orders.rounded.words,
            ]
          })
      + [
        "Taken for granted: a change held back is mended before it ships, and its drop would not have "
          + "come otherwise."
      ]
  }
}
