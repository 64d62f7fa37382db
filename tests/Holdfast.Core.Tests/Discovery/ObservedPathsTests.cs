using Holdfast.Core.Discovery;

namespace Holdfast.Core.Tests.Discovery;

/// <summary>Which answers teach a path.</summary>
public sealed class ObservedPathsTests
{
    [Theory]
    [InlineData("GET", 200, true)]
    [InlineData("GET", 204, true)]
    [InlineData("GET", 304, true)]
    [InlineData("GET", 302, false)]
    [InlineData("HEAD", 308, false)]
    [InlineData("POST", 302, true)]
    [InlineData("DELETE", 303, true)]
    [InlineData("GET", 401, false)]
    [InlineData("GET", 404, false)]
    [InlineData("POST", 500, false)]
    [InlineData("BREW", 200, false)]
    public async Task Leave_OfAFirstCall_TeachesWhatWasAnsweredWell(string method, int status, bool isTaught)
    {
        await using var bench = ObservedBench.New();

        await ObservedBench.CallAsync(bench, "/tea", status, 1, method: method);

        var report = bench.Runtime.Observed!.Report();
        (report.Calls, report.Paths.Count, report.NotTaken).ShouldBe(isTaught ? (1, 1, 0) : (1, 0, 1));
    }

    /// <summary>Once a path is known, whatever becomes of its calls counts.</summary>
    [Fact]
    public async Task Leave_OfAPathThatIsKnown_CountsEveryAnswer()
    {
        await using var bench = ObservedBench.New();
        foreach (var status in new[] { 200, 302, 404, 503 }) await ObservedBench.CallAsync(bench, "/tea", status, 1);

        var path = bench.Runtime.Observed!.Report().Paths.ShouldHaveSingleItem();
        (path.Calls, path.ClientErrors, path.Failed).ShouldBe((4, 1, 1));
    }
}
