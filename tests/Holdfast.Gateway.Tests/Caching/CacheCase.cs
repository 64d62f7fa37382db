namespace Holdfast.Gateway.Tests.Caching;

/// <summary>Two requests for the same, and whether the second one reaches the node.</summary>
/// <param name="Name">Unique; a path segment.</param>
/// <param name="Answer">Header lines of the node's answer, separated by <c>|</c>. <c>{date-N}</c> stands for the time N seconds ago.</param>
/// <param name="Expect">What becomes of the second.</param>
public sealed record CacheCase(string Name, string Answer, CacheExpectation Expect)
{
    /// <summary>Header lines of the first request, separated by <c>|</c>.</summary>
    public string First { get; init; } = "";

    /// <summary>Header lines of the second request, separated by <c>|</c>.</summary>
    public string Second { get; init; } = "";

    public int Status { get; init; } = 200;

    public string FirstMethod { get; init; } = "GET";

    public string SecondMethod { get; init; } = "GET";

    public string FirstQuery { get; init; } = "";

    public string SecondQuery { get; init; } = "";

    /// <summary>A request between the two.</summary>
    public string? Between { get; init; }

    public int BetweenStatus { get; init; } = 200;

    /// <summary>The interface of the plan that it goes to.</summary>
    public string Interface { get; init; } = "plain";

    public override string ToString() => Name;
}
