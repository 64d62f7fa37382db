using System.Globalization;
using System.Text;

namespace Holdfast.Core.Plan;

/// <summary>Text from a file or the network made fit for a terminal: cut, and no character that could move the cursor or reverse the line.</summary>
public static class Printable
{
    private const int TextMax = 80;

    public static string Of(string text, int lengthMax = TextMax)
    {
        if (text.Length <= lengthMax && text.All(IsPlain))
            return text;
        var result = new StringBuilder(Math.Min(lengthMax, text.Length));
        foreach (var c in text)
        {
            var shown = IsPlain(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            if (result.Length + shown.Length >= lengthMax)
                return result.Append('…').ToString();
            result.Append(shown);
        }

        return result.ToString();
    }

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
}
