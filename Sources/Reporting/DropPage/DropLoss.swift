import Vocabulary

extension DropPage {
  /// What the drop cost, how that was found, and how far the figure can be trusted.
  var lossSection: Section {
    var sentences: [Phrase] = [gross]
    if hasFallen { sentences.append(catchUpSentence) }
    sentences += [comparisonSentence, errorSentence]
    sentences += [coverageSentence, declaredSentence, historySentence].compactMap { $0 }
    return Section(
      id: "loss", title: "Orders below expected", blocks: [.list(sentences)])
  }

  private var gross: Phrase {
    let (loss, side) = drop.lostOrders.sided("below", "above")
    let caveat =
      drop.lostOrders.includesZero
      ? " The interval holds 0: how many were lost, if any, the orders do not say." : ""
    return """
      \(strong: "Gross:") \(drop.observedOrders) orders were counted and about \
      \(drop.expectedWords) expected: \(strong: grouped(loss.value)) \(side) \
      (\(loss.interval)).\(caveat)
      """
  }

  private var catchUpSentence: Phrase {
    guard let catchUp = drop.catchUp else {
      return
        "\(strong: "Later catch-up:") not yet seen; the hours after the drop are not in the data."
    }
    let (rounded, side) = catchUp.sided("above", "below")
    if catchUp.low <= 0 {
      return """
        \(strong: "Later catch-up:") \(rounded.words) orders \(side) expected afterwards, no clear \
        sign that customers came back.
        """
    }
    let net = Estimate(
      value: drop.lostOrders.value - catchUp.value, low: drop.lostOrders.low - catchUp.high,
      high: drop.lostOrders.high - catchUp.low, level: drop.lostOrders.level)
    return """
      \(strong: "Later catch-up:") \(rounded.words) orders above expected afterwards, some of \
      which may be customers who came back. Net of it about \(net.rounded.value), from \
      \(net.rounded.low) to \(net.rounded.high) if both limits are stretched against each other.
      """
  }

  private var comparisonSentence: Phrase {
    guard let comparison = drop.comparisonLoss else {
      return "\(strong: "By comparison:") no unaffected series to compare with."
    }
    let agree = comparison.low <= drop.lostOrders.high && comparison.high >= drop.lostOrders.low
    let words =
      agree ? "agree within their intervals" : "differ by more than their intervals"
    return """
      \(strong: "By comparison:") the series that were not hit predict a loss of \
      \(comparison.rounded.words). The two figures \(words).
      """
  }

  private var errorSentence: Phrase {
    guard let errors = drop.websiteErrors else {
      return "\(strong: "Website errors:") the order metrics have no such column."
    }
    let (figure, side) = errors.sided("above", "below")
    return "\(strong: "Website errors:") \(figure.words) \(side) their usual number."
  }

  private var coverageSentence: Phrase? {
    guard let coverage = drop.coverage else {
      return "\(strong: "How far to trust the interval:") too few quiet windows to try it on."
    }
    let level = percent(Share(coverage.level))
    return """
      \(strong: "How far to trust the interval:") on \(coverage.tried) quiet windows the \(level) \
      interval held \(coverage.held) times.
      """
  }

  private var declaredSentence: Phrase? {
    let declared = finding.incidents.compactMap { incident in
      incident.declaredLostOrders.map { "\(incident.id.name) \(grouped($0))" }
    }
    guard !declared.isEmpty else { return nil }
    return "\(strong: "As declared:") lost orders \(enumerated(declared))."
  }

  private var historySentence: Phrase? {
    drop.shortHistoryDays.map { days in
      let before =
        days == 0
        ? "less than a day of orders lies before it"
        : "only \(counted(days, "day")) of orders \(days == 1 ? "lies" : "lie") before it"
      return """
        \(strong: "Short history:") \(before). The expected line rests on these and on later orders \
        where there are any; its band is wider for that.
        """
    }
  }

  /// Which series were hit, and which were not.
  var placesSection: Section? {
    guard drop.parts.count + drop.unaffected.count > 1 else { return nil }
    let hit = Table(
      caption: hasFallen ? "Series hit; times in UTC" : "Series looked at; times in UTC",
      columns: [
        .init(title: "Series"), .init(title: "Began"), .init(title: "Ended"),
        .init(title: "Orders", alignment: .trailing),
        .init(title: "Expected", alignment: .trailing),
        .init(title: "Fall, median step", alignment: .trailing),
      ],
      rows: drop.parts.map { part in
        Table.Row([
          Cell("\(part.series.words)"),
          Cell(
            "\(part.onset.mode.short)", sortKey: Double(part.onset.mode.secondsSinceEpoch)),
          Cell("\(part.end.mode?.short ?? "still open")"),
          Cell("\(part.observedOrders)", sortKey: Double(part.observedOrders)),
          Cell("\(count(part.expectedOrders))", sortKey: part.expectedOrders),
          Cell("\(percent(part.depth))", sortKey: part.depth.value),
        ])
      })
    var blocks = hit.folded("series")
    if !drop.unaffected.isEmpty { blocks.append(sparedBlock) }
    return Section(id: "places", title: "Where", blocks: blocks)
  }

  private var sparedBlock: Block {
    let table = Table(
      caption: "Series watched over the same time and not hit",
      columns: [
        .init(title: "Series"), .init(title: "Orders", alignment: .trailing),
        .init(title: "Standard error", alignment: .trailing),
      ],
      rows: drop.unaffected.map { series in
        Table.Row([
          Cell("\(series.series.words)"),
          Cell("\(belowExpected(series.depth))", sortKey: series.depth.value),
          Cell("\(percent(Share(series.standardError)))", sortKey: series.standardError),
        ])
      })
    return .details(
      summary: "\(counted(drop.unaffected.count, "series", "series")) not hit", table.capped)
  }
}
