import Vocabulary

extension Investigation {
  var document: Document {
    var page = page
    page.pictureName = ReportPaths.investigationFigure
    var document = page.document
    document.title = title
    document.status = statusLine
    document.verdict = hasFallen ? page.verdict : noFall
    document.provenance = provenanceSection(of: report, window: report.window, hashesIn: nil)
    document.location = .alone
    let place = document.sections.firstIndex { $0.id == "questions" } ?? document.sections.endIndex
    document.sections.insert(similarSection, at: place)
    document.sections.append(draftSection)
    if origin == .measured { document.sections[0].blocks.insert(.note(measuredNote), at: 0) }
    return document
  }

  var title: String {
    switch subject {
    case .incident(let id):
      let words = page.finding.incidents.first { $0.id == id }?.title.map(page.people.cleaned)
      return "Incident \(id.name): \(words ?? "orders in \(drop.placeWords)")"
    case .drop(let id): return "Drop \(id.name): orders below expected in \(drop.placeWords)"
    case .window(let window): return "Orders in \(drop.placeWords), \(window.words)"
    }
  }

  private var statusLine: Phrase {
    let state = page.teamVerdict == nil ? "draft, not reviewed" : "reviewed"
    let severity = finding.incidents.compactMap(\.severity).first.map { " · severity \($0)" } ?? ""
    let drop = isRecorded ? " · drop \(drop.id.name)" : ""
    return "\(self.drop.spanWords)\(severity)\(drop) · \(state) · all times UTC"
  }

  /// How the stretch came to be looked at, where no drop was detected.
  private var measuredNote: Phrase {
    let whose =
      switch subject {
      case .incident(let id): "the time that \(id.name) declares was measured"
      case .drop, .window: "the time that was asked about was measured"
      }
    let times =
      hasFallen
      ? " Within it, begin and end are where the orders show them."
      : " Orders do not show a fall in it, so its begin and end are those that were given."
    let level =
      drop.shortHistoryDays == 0
      ? " Less than a day of orders lies before it: expected is the level just before, moved as the "
        + "series moved that were not hit."
      : ""
    return
      "The detection of drops found none here that rests on enough history, so \(whose).\(times)\(level)"
  }

  private var noFall: Verdict {
    let (loss, side) = drop.lostOrders.sided("below", "above")
    return Verdict(
      tone: .incomplete, lead: "No fall of orders can be shown for this time.",
      rest: """
        \(drop.spanWords.capitalized): \(drop.observedOrders) orders where about \
        \(drop.expectedWords) were expected, \(loss.value) \(side) (\(loss.interval)); no loss at \
        all fits as well. The changes before it are listed, and none is linked: there is nothing to \
        link it to.\(report.unseenSentence(of: drop).map { " " + $0 } ?? "")
        """)
  }

  private var similarSection: Section {
    let title = "Similar earlier drops"
    guard !similar.isEmpty else {
      return Section(
        id: "similar", title: title,
        blocks: [.paragraph("No recorded drop before this one hit the same place or service.")])
    }
    let table = Table(
      caption: "Drops that nightly runs recorded before, most alike first",
      columns: [
        .init(title: "Drop"), .init(title: "Where"),
        .init(title: "Orders below expected", alignment: .trailing),
        .init(title: "Strongest change then"), .init(title: "What a team concluded"),
      ],
      rows: similar.prefix(WordingPolicy.rowsBeforeFold).map { one in
        let loss = one.drop.lostOrders.rounded
        let top = one.drop.plausible.first.map {
          "\($0.change.name) \($0.service.name), \($0.grade.phrase)"
        }
        return Table.Row([
          Cell("\(name: one.drop.id.name)"),
          Cell("\(enumerated(one.drop.marketplaces.map(\.name), limit: 3))"),
          Cell("\(loss.words)", sortKey: one.drop.lostOrders.value),
          Cell("\(top ?? "none")"), Cell("\(one.verdict?.sentence ?? "no verdict is recorded")"),
        ])
      })
    return Section(id: "similar", title: title, blocks: [.table(table)])
  }

  private var draftSection: Section {
    let written = postmortem
    let questions = written.questions
    return Section(
      id: "draft", title: "Draft postmortem",
      blocks: [
        .paragraph(
          """
          A draft in the shape \(code: draft.name) lies beside this page as \
          \(code: ReportPaths.postmortem(name)). What the records do not say stands in it as a \
          question: \(counted(questions, "question")) to answer.
          """)
      ])
  }
}
