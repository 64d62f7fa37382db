using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Core.Tests.Plan;

public sealed class PlanDiffTests
{
    [Theory]
    [InlineData("timeout: 2s", "timeout: 5s", "interface register: timeout 2s → 5s")]
    [InlineData("per-try: 800ms", "per-try: 1s", "interface register: retry.per-try 800ms → 1s")]
    [InlineData("per-try: 800ms", "per-try: none", "interface register: retry.per-try 800ms → none")]
    [InlineData("live: v7", "live: v8", "service accounts: live version v7 → v8")]
    [InlineData("zone: west, weight: 2", "zone: west, weight: 3", "service accounts, version v7: node http://10.0.2.11:5000 weight 2 → 3")]
    [InlineData("[ \"http://10.0.1.12:5000\" ]", "[ \"http://10.0.1.12:5000\", \"http://10.0.1.13:5000\" ]", "service accounts, version v8: node http://10.0.1.13:5000 added")]
    [InlineData("max-body: 100MB", "max-body: none", "server.max-body 100MB → none")]
    [InlineData("zones: [east, west]", "zones: [east, west, south]", "zone south added")]
    [InlineData("method: POST", "method: [POST, PUT]", "interface register: method PUT added")]
    [InlineData("X-Tenant: \"*\"", "X-Tenant: blue", "interface register, header X-Tenant: * → blue")]
    [InlineData("host: keep", "host: node", "interface register: host keep → node")]
    [InlineData("probe: { path: /healthz, every: 5s, timeout: 1s }", "probe: none", "service accounts: health.probe { path: /healthz } → none")]
    public void OneEdit_Compared_IsOneSentence(string old, string changed, string sentence)
    {
        Texts.Whole.ShouldContain(old);
        var changes = Compare(Texts.Whole, Texts.Whole.Replace(old, changed, StringComparison.Ordinal));

        changes.Select(c => c.ToString()).ShouldBe([sentence]);
    }

    [Fact]
    public void Removal_Compared_IsStructuredToo()
    {
        var with = Texts.Least + "\n  more: { match: { path: /more }, service: shop }\n";

        var change = Compare(with, Texts.Least).ShouldHaveSingleItem();

        change.Kind.ShouldBe(PlanChangeKind.Removed);
        change.Path.ShouldBe("interfaces.more");
        change.Subject.ShouldBe("interface more");
        change.After.ShouldBeNull();
        change.Before.ShouldBe("{ match: { path: /more }, service: shop, max-body: 100MB }");
        change.ToString().ShouldBe("interface more removed");
    }

    [Fact]
    public void SameMeaning_WrittenDifferently_IsNoChange()
    {
        var other = Texts.Whole.Replace("timeout: 2s", "timeout: 2000ms", StringComparison.Ordinal)
            .Replace("drain-delay: 0s", "drain-delay: 0ms", StringComparison.Ordinal)
            .Replace("protocol: auto", "", StringComparison.Ordinal);

        Compare(Texts.Whole, other).ShouldBeEmpty();
    }

    [Fact]
    public void InheritedOwners_Changed_AreSaidOnce() =>
        Compare(Texts.Least, Texts.Least.Replace("ann@", "eve@", StringComparison.Ordinal)).Select(c => c.ToString())
            .ShouldBe(["owner ann@example.com removed", "owner eve@example.com added"]);

    private static IReadOnlyList<PlanChange> Compare(string before, string after) =>
        PlanDiff.Compare(Texts.Good(before), Texts.Good(after));
}
