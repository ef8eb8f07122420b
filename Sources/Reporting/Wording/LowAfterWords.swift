import Vocabulary

extension Drop {
  /// That orders did not come back when the drop is told as over; `nil` if they did, or it is not.
  var lowAfterSentence: String? {
    lowAfter.map {
      "Orders have not come back: in the day after it they stood \(percent($0)) below the weeks before. What is "
        + "expected follows a level that lasts for days, so that the rest is neither told nor counted."
    }
  }
}
