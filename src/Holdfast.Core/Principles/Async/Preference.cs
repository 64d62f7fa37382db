namespace Holdfast.Core.Principles.Async;

/// <summary>What a caller says of how long it would wait (RFC 7240). Pure.</summary>
/// <param name="IsAsync">Whether it takes a 202.</param>
/// <param name="Wait">How long it would wait for the answer itself before that; zero: it does not say.</param>
public readonly record struct Preference(bool IsAsync, TimeSpan Wait)
{
    /// <summary>Longer is not waited: what is between us and the caller would end the connection.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    /// <param name="line">All of the header; the first of several preferences of one name counts.</param>
    public static Preference Parse(string line)
    {
        var (isAsync, wait) = (false, (TimeSpan?)null);
        foreach (var part in line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var named = part.Split(';', 2)[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (named[0].Equals("respond-async", StringComparison.OrdinalIgnoreCase)) isAsync = true;
            else if (named is [var name, var value] && name.Equals("wait", StringComparison.OrdinalIgnoreCase) && int.TryParse(value.Trim('"'), out var seconds) && seconds >= 0)
                wait ??= TimeSpan.FromSeconds(Math.Min(seconds, (int)WaitMax.TotalSeconds));
        }

        return new Preference(isAsync, wait ?? TimeSpan.Zero);
    }
}
