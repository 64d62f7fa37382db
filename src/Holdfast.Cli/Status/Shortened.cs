namespace Holdfast.Cli.Status;

/// <summary>Text that is too long for its place.</summary>
internal static class Shortened
{
    /// <summary>Names differ at their beginning and at their end.</summary>
    public static string InTheMiddle(string text, int width) => text.Length <= width
        ? text
        : string.Concat(text.AsSpan(0, width / 2), "…", text.AsSpan(text.Length - (width - 1 - width / 2)));

    public static string AtTheEnd(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");

    /// <summary>A path of the plan as people say it: <c>accounts v7</c> for <c>services.accounts.versions.v7</c>.</summary>
    public static string Subject(string path)
    {
        var parts = path.Split('.');
        return parts switch
        {
            ["services", var service, "versions", .. var rest] => string.Join(' ', [service, .. rest]),
            ["services" or "interfaces", .. var rest] => string.Join(' ', rest),
            _ => path,
        };
    }
}
