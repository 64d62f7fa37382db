using Holdfast.Core.Staging;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Staging;

public sealed class StageScopeTests
{
    private const string Live = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } } }
          t: { versions: { v1: { nodes: [ "http://127.0.0.1:1003" ] } } }
        interfaces:
          i: { match: { path: "/i" }, service: s, timeout: 2s }
          j: { match: { path: "/j" }, service: t, timeout: 2s }
          k: { match: { path: "/k" }, service: s }
        """;

    [Theory]
    [InlineData("service: s, timeout: 2s", "service: s, timeout: 1s")]
    [InlineData("service: s, timeout: 2s", "service: t, timeout: 2s")]
    [InlineData("service: s, timeout: 2s", "service: s, timeout: 2s, retry: { attempts: 1 }")]
    [InlineData("service: s, timeout: 2s", "service: s, timeout: 2s, max-body: 1KB, criticality: critical")]
    public void Change_OfWhatACallFindsForItself_TouchesItsInterface(string before, string after)
    {
        var scope = Of(before, after);

        scope.WhyNot.ShouldBeNull();
        scope.Interfaces!.ShouldBe(["i"]);
    }

    /// <summary>Which interface answers is decided anew: a call of one may be another's under the draft, so that all are compared.</summary>
    [Theory]
    [InlineData("path: \"/i\"", "path: \"/m\"")]
    [InlineData("  j: {", "  n: { match: { path: \"/n\" }, service: s }\n  j: {")]
    public void Change_OfRoutes_TouchesAll(string before, string after)
    {
        var scope = Of(before, after);

        (scope.WhyNot, scope.Interfaces).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("127.0.0.1:1003", "127.0.0.1:1004", "services.t")]
    [InlineData("owners: [a@example.com", "server: { drain: 1s }\nowners: [a@example.com", "server")]
    [InlineData("service: s, timeout: 2s", "service: s, timeout: 2s, limit: { rate: 5/s }", "interfaces.i.limit")]
    [InlineData("service: s, timeout: 2s", "service: s, timeout: 2s, isolate: { concurrency: 5 }", "interfaces.i.isolate")]
    public void Change_OfWhatIsOneForAll_CannotBeStaged(string before, string after, string path) => Of(before, after).WhyNot!.ShouldStartWith(path);

    [Fact]
    public void Change_ThatMeansTheSame_CannotBeStaged() => Of("holdfast: 1", "# a comment\nholdfast: 1").WhyNot.ShouldNotBeNull();

    private static StageScope Of(string before, string after)
    {
        Live.ShouldContain(before);
        return StageScope.Of(Bench.Read(Live), Bench.Read(Live.Replace(before, after, StringComparison.Ordinal)));
    }
}
