import Mustache
import Vocabulary

/// A draft postmortem as Markdown. Every value in it comes from the records; what they do not say
/// is a question.
struct Postmortem {
  let text: String

  /// What a question begins with in the built-in shapes.
  private static let question = "_Question: "

  /// Questions that a person has to answer, the open ones of the records counted in.
  let questions: Int
  /// Headings that have something other than a question under them.
  let sectionsFilled: Int

  init(_ investigation: Investigation) {
    let context = DraftContext(investigation)
    text = investigation.draft.template.render(context.values)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    let asked = text.split(separator: Postmortem.question).count - 1
    questions = max(0, asked) + context.questions.count
    var filled = 0
    var isCounted = true
    for line in lines {
      if line.hasPrefix("## ") {
        isCounted = false
      } else if !isCounted, !line.hasPrefix(Postmortem.question), !line.hasPrefix("| ---") {
        filled += 1
        isCounted = true
      }
    }
    sectionsFilled = filled
  }
}

extension Investigation {
  var postmortem: Postmortem { Postmortem(self) }
}
