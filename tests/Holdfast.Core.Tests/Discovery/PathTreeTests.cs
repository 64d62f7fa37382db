using CsCheck;
using Holdfast.Core.Discovery;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Matching;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Tests.Discovery;

/// <summary>Whatever is asked for: templates that a plan may have, each path in the one that matches it, and no more of them than there is room for.</summary>
public sealed class PathTreeTests
{
    private const int Get = 0;

    private static readonly Gen<string> Segment = Gen.OneOf(
        Gen.OneOf(Gen.Const("orders"), Gen.Const("users"), Gen.Const("items"), Gen.Const("search"), Gen.Const("v1"), Gen.Const(""), Gen.Const("..x"), Gen.Const("{id}"), Gen.Const("**"), Gen.Const("a%2Fb"), Gen.Const("0"), Gen.Const("%3Cscript%3E")),
        Gen.Int[0, 100_000].Select(static number => $"{number}"), Gen.Int[0, 400].Select(static number => $"w{(char)('a' + (number % 26))}{(char)('a' + (number / 26))}"),
        Gen.Guid.Select(static guid => $"{guid}"), Gen.Char['!', '~'].Array[1, 60].Select(static letters => new string(letters).Replace('/', 'x')));

    private static readonly Gen<string> Path = Segment.Array[1, 15].Select(static segments => $"/{string.Join('/', segments)}");

    [Fact]
    public void Learn_Anything_MakesBoundedTemplatesThatMatchIt() => Path.Array[1, 300].Sample(paths =>
    {
        var tree = new PathTree();
        foreach (var (at, path) in paths.Index()) tree.Learn(at % SeenMethods.Count, path)?.Present.Add(Outcome.Answered(200), default, 0);

        var all = tree.All();
        all.Count.ShouldBeLessThanOrEqualTo(PathTree.PathsMax);
        all.Select(static one => (one.Method, PathTemplateRules.Outline(one.Path))).ShouldBeUnique();
        all.ShouldAllBe(static one => PathTemplateRules.Check(one.Path) == null);
        foreach (var (at, path) in paths.Index())
        {
            if (tree.Find(at % SeenMethods.Count, path) is not { } found) continue;
            var (method, template, _) = all.Single(one => one.Calls == found);
            method.ShouldBe(SeenMethods.NameOf(at % SeenMethods.Count));
            Matches(template, path).ShouldBeTrue($"{template} {path}");
        }
    }, iter: 200);

    /// <summary>Nothing that was counted is lost when words turn out to be values.</summary>
    [Fact]
    public void Learn_MoreWordsThanAnApplicationHas_MakesThemOneValue()
    {
        var tree = new PathTree();
        tree.Learn(Get, "/users/me")!.Late(7);
        for (var user = 0; user <= PathTree.WordsMax; user++)
            foreach (var path in new[] { $"/users/{Name(user)}", $"/users/{Name(user)}/orders", $"/users/{Name(user)}/orders/{user}" })
                Ask(tree, path);

        tree.All().Select(static one => (one.Path, one.Calls.Read().Calls)).ShouldBe(
            [("/users/{id}", PathTree.WordsMax + 1L), ("/users/{id}/orders", PathTree.WordsMax + 1L), ("/users/{id}/orders/{id2}", PathTree.WordsMax + 1L)], ignoreOrder: true);
        tree.Find(Get, "/users/somebody-new").ShouldBe(tree.Find(Get, $"/users/{Name(3)}"));
        tree.Find(Get, "/users/").ShouldBeNull();
    }

    /// <summary>Calls on their way know what they began with.</summary>
    [Fact]
    public void Present_OfWhatBecamePartOfAnother_IsThat()
    {
        var tree = new PathTree();
        var early = Enumerable.Range(0, PathTree.WordsMax + 5).Select(user => tree.Learn(Get, $"/users/{Name(user)}")!).ToArray();

        early.Select(static seen => seen.Present).Distinct().ShouldBe([tree.Find(Get, "/users/anybody")!]);
        early.Select(seen => tree.PresentOf(seen.Number)).Distinct().ShouldBe([tree.Find(Get, "/users/anybody")!.Number]);
        tree.PresentOf(-1).ShouldBe(-1);
        tree.PresentOf(PathTree.NumbersMax).ShouldBe(-1);
    }

    /// <summary>An application that answers whatever it is asked for.</summary>
    [Fact]
    public void Learn_PathsWithoutEnd_EndsWhereTheRoomDoes()
    {
        var tree = new PathTree();
        for (var first = 0; first < 90; first++)
            for (var second = 0; second < 25; second++)
                for (var third = 0; third < 3; third++) Ask(tree, $"/{Name(first)}/{Name(second)}/{Name(third)}");

        tree.All().Count.ShouldBe(PathTree.PathsMax);
        tree.IsFull.ShouldBeTrue();
        tree.Learn(Get, "/another").ShouldBeNull();
        tree.Find(Get, $"/{Name(0)}/{Name(0)}/{Name(0)}").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("orders")]
    [InlineData("//")]
    [InlineData("/a//b")]
    [InlineData("/1/2/3/4/5/6/7/8/9/10/11/12/13")]
    public void Learn_WhatIsNoPathOfAPlan_LearnsNothing(string path)
    {
        var tree = new PathTree();

        tree.Learn(Get, path).ShouldBeNull();
        tree.All().ShouldBeEmpty();
    }

    [Fact]
    public void Find_WhatIsKnown_AllocatesNothing()
    {
        var tree = new PathTree();
        Ask(tree, "/api/orders/17/items");
        tree.Find(Get, "/api/orders/18/items").ShouldNotBeNull();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 100; time++) tree.Find(Get, "/api/orders/18/items")!.Begin(time);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.ShouldBe(0);
    }

    /// <summary>While it grows under their hands, readers find what they found before.</summary>
    [Fact]
    public async Task Find_WhileOthersLearn_FindsWhatIsKnown()
    {
        var tree = new PathTree();
        Ask(tree, "/users/7/orders");
        using var learnt = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            var (asked, found) = (0, 0);
            do
            {
                asked++;
                if (tree.Find(Get, "/users/8/orders") is not null) found++;
            }
            while (!learnt.IsCancellationRequested);
            return asked - found;
        }, TestContext.Current.CancellationToken);
        for (var user = 0; user < 200; user++) Ask(tree, $"/users/{Name(user)}/orders");
        await learnt.CancelAsync();

        (await reading).ShouldBe(0);
    }

    private static void Ask(PathTree tree, string path) => (tree.Find(Get, path) ?? tree.Learn(Get, path))?.Present.Add(Outcome.Answered(200), default, 0);

    private static string Name(int number) => $"{(char)('a' + (number / 26))}{(char)('a' + (number % 26))}y";

    private static bool Matches(string template, string path)
    {
        var (outline, segments) = (PathTemplate.Parse(template), path[1..].Split('/'));
        return outline.Segments.Count == segments.Length && outline.Segments.Zip(segments).All(static pair => pair.First is { } word ? word == pair.Second : pair.Second.Length > 0);
    }
}
