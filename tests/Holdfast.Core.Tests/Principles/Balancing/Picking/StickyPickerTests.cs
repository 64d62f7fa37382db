using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class StickyPickerTests
{
    private const string Sticky = "policy: random, sticky: { cookie: stay, for: 2h }";

    [Fact]
    public async Task Pick_CallerWithItsCookie_StaysWithItsNode()
    {
        await using var bench = new PickerBench([1, 1, 1], Sticky);
        foreach (var node in bench.Nodes)
        {
            using var call = Holder(bench, node.Index);
            for (var i = 0; i < 50; i++) bench.Version.Picker.Pick(bench.Version, call).ShouldBe(node);
            bench.Version.Picker.CookieFor(bench.Version, call, node).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Pick_ItsNodeIsWithheldOrTried_GoesElsewhereAndIsGivenAnotherCookie()
    {
        await using var bench = new PickerBench([1, 1, 1], Sticky);
        using var call = Holder(bench, 0);
        call.Tried.Add(bench.Nodes[0].State);
        bench.Version.Picker.Pick(bench.Version, call).ShouldNotBe(bench.Nodes[0]);

        bench.Nodes[0].State.Withhold(Withheld.Probe, on: true, "test");
        using var later = Holder(bench, 0);
        var other = bench.Version.Picker.Pick(bench.Version, later)!;
        other.ShouldNotBe(bench.Nodes[0]);
        bench.Version.Picker.CookieFor(bench.Version, later, other).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(false, "Max-Age=7200; Path=/; HttpOnly; SameSite=Lax")]
    [InlineData(true, "Max-Age=7200; Path=/; HttpOnly; SameSite=Lax; Secure")]
    public async Task CookieFor_FirstAnswer_NamesNoAddressAndIsHardened(bool secure, string attributes)
    {
        await using var bench = new PickerBench([1, 1], Sticky);
        using var call = bench.Bench.Call();
        call.Secure = secure;
        var cookie = bench.Version.Picker.CookieFor(bench.Version, call, bench.Nodes[1]).ShouldNotBeNull();

        cookie.ShouldMatch("^stay=[0-9a-f]{24}; ");
        cookie.ShouldEndWith(attributes);
    }

    [Fact]
    public async Task CookieFor_ForNone_LastsAsLongAsTheBrowser()
    {
        await using var bench = new PickerBench([1, 1], "sticky: { for: none }");
        using var call = bench.Bench.Call();
        bench.Version.Picker.CookieFor(bench.Version, call, bench.Nodes[0]).ShouldNotBeNull().ShouldNotContain("Max-Age");
    }

    [Fact]
    public async Task CookieFor_NotSticky_IsNone()
    {
        await using var bench = new PickerBench([1, 1], "policy: random");
        using var call = bench.Bench.Call();
        bench.Version.Picker.CookieFor(bench.Version, call, bench.Nodes[0]).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("000000000000000000000000")]
    [InlineData("http://127.0.0.1:2000")]
    public async Task Pick_CookieIsNotOurs_IsBalanced(string value)
    {
        await using var bench = new PickerBench([1, 1], Sticky);
        using var call = bench.Bench.Call();
        call.Cookies["stay"] = value;
        var counts = new int[2];
        for (var i = 0; i < 2_000; i++) counts[bench.Version.Picker.Pick(bench.Version, call)!.Index]++;
        ChiSquared.ShouldHold(counts, [1, 1]);
    }

    private static FakeCall Holder(PickerBench bench, int index)
    {
        var call = bench.Bench.Call();
        var cookie = bench.Version.Picker.CookieFor(bench.Version, call, bench.Nodes[index])!;
        call.Cookies["stay"] = cookie["stay=".Length..cookie.IndexOf(';')];
        return call;
    }
}
