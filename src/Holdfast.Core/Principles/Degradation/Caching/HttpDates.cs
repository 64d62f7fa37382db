using System.Globalization;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Reads the three forms of a date that HTTP has (RFC 9110, 5.6.7).</summary>
internal static class HttpDates
{
    private static readonly string[] Forms = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    /// <returns>Null where it is no date.</returns>
    public static DateTimeOffset? Read(string text) => DateTimeOffset.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var date) ? date : null;
}
