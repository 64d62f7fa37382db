using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Plan;

public sealed class PlanPlacesTests
{
    private static readonly HoldfastPlan Plan = PlanReader.Read(
        "main.yaml",
        new MemoryPlanFiles()
            .Add("main.yaml", """
                holdfast: 1
                include: [more.yaml]
                owners: [a@example.com, b@example.com]
                services:
                  s:
                    versions:
                      v1: { nodes: [ "http://127.0.0.1:1001",
                                     "http://127.0.0.1:1002" ] }
                """)
            .Add("more.yaml", """
                interfaces:
                  # a comment
                  i:
                    match: { path: "/i" }
                    service: s
                    retry:
                      attempts: 2
                """),
        static _ => null).Plan!;

    [Theory]
    [InlineData("interfaces.i.retry.attempts", "more.yaml", 7)]
    [InlineData("interfaces.i.retry", "more.yaml", 6)]
    [InlineData("interfaces.i.retry.per-try", "more.yaml", 6)]
    [InlineData("interfaces.i.timeout", "more.yaml", 3)]
    [InlineData("interfaces", "more.yaml", 1)]
    [InlineData("services.s.versions.v1.nodes[1]", "main.yaml", 8)]
    [InlineData("services.s.versions.v1.nodes[7]", "main.yaml", 7)]
    public void Find_PathOfARule_IsItsPlaceOrThatOfTheSectionAbove(string path, string file, int line)
    {
        var place = Plan.Places.Find(path).ShouldNotBeNull();

        (Path.GetFileName(place.File), place.Line).ShouldBe((file, line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing.of.it")]
    public void Find_PathThatIsNotWritten_IsNone(string path) => Plan.Places.Find(path).ShouldBeNull();

    [Fact]
    public void Find_PlanNobodyWrote_IsNone() =>
        DirectPlan.Make(new Uri("http://127.0.0.1:1")).Places.Find("interfaces.everything").ShouldBeNull();
}
