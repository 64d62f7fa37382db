using System.Globalization;
using System.Text;

namespace Holdfast.Core.Plan;

/// <summary>Text from a file made fit for a terminal: cut, and no character that could move the cursor or reverse the line.</summary>
internal static class Printable
{
    private const int LengthMax = 80;

    public static string Of(string text)
    {
        if (text.Length <= LengthMax && text.All(IsPlain))
            return text;
        var result = new StringBuilder(LengthMax);
        foreach (var c in text)
        {
            if (result.Length >= LengthMax - 1)
                return result.Append('…').ToString();
            if (IsPlain(c))
                result.Append(c);
            else
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return result.ToString();
    }

    private static bool IsPlain(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
}
