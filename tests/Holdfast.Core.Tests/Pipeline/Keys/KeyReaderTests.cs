using System.Buffers.Text;
using System.Text;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Pipeline.Keys;

public sealed class KeyReaderTests
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } }
        interfaces:
          i: { match: { path: "/shops/{shop}/items/{rest...}" }, service: s }
        """;

    [Theory]
    [InlineData(KeyPartKind.Client, "", "10.0.0.9")]
    [InlineData(KeyPartKind.Path, "", "/shops/7/items/a/b")]
    [InlineData(KeyPartKind.Header, "X-User", "ann")]
    [InlineData(KeyPartKind.Cookie, "cart", "c1")]
    [InlineData(KeyPartKind.Query, "q", "shoes")]
    [InlineData(KeyPartKind.Parameter, "shop", "7")]
    [InlineData(KeyPartKind.Parameter, "rest", "a/b")]
    [InlineData(KeyPartKind.Claim, "sub", "ann@example.com")]
    [InlineData(KeyPartKind.Claim, "tenant", "12")]
    [InlineData(KeyPartKind.Header, "X-None", "")]
    [InlineData(KeyPartKind.Parameter, "none", "")]
    [InlineData(KeyPartKind.Claim, "none", "")]
    [InlineData(KeyPartKind.Claim, "roles", "")]
    public async Task Text_EachPart_IsReadWhereItStands(KeyPartKind kind, string name, string expected)
    {
        await using var bench = new Bench(Plan);
        var call = await CallAsync(bench);
        var reader = new KeyReader(new KeyPlan([new KeyPart(kind, name)]));

        reader.Text(call).ShouldBe(expected);
        reader.TryHash(call, HashSeed.Secret, out _).ShouldBe(expected.Length > 0);
    }

    [Fact]
    public async Task Text_ClaimOfATokenThatNobodyChecked_IsNone()
    {
        await using var bench = new Bench(Plan);
        var call = await CallAsync(bench);
        call.TokenChecked = false;
        var reader = new KeyReader(new KeyPlan([new KeyPart(KeyPartKind.Header, "X-User"), new KeyPart(KeyPartKind.Claim, "sub")]));

        reader.Text(call).ShouldBe("");
        reader.TryHash(call, HashSeed.Secret, out _).ShouldBeFalse();
        reader.CountParts(call).ShouldBe(1);
    }

    [Fact]
    public async Task TryHash_PartsCutDifferently_AreOtherKeys()
    {
        await using var bench = new Bench(Plan);
        var reader = new KeyReader(new KeyPlan([new KeyPart(KeyPartKind.Header, "A"), new KeyPart(KeyPartKind.Header, "B")]));

        Hash("ab", "c").ShouldNotBe(Hash("a", "bc"));
        Hash("ab", "c").ShouldBe(Hash("ab", "c"));
        reader.TryHash(With("ab", ""), HashSeed.Stable, out _).ShouldBeFalse();

        ulong Hash(string a, string b)
        {
            reader.TryHash(With(a, b), HashSeed.Stable, out var hash).ShouldBeTrue();
            return hash;
        }

        FakeCall With(string a, string b)
        {
            var call = bench.Call();
            (call.Headers["A"], call.Headers["B"]) = (a, b);
            return call;
        }
    }

    [Theory]
    [InlineData("Bearer a.b")]
    [InlineData("Bearer ..")]
    [InlineData("Bearer a.!!!.c")]
    [InlineData("Bearer a.W10.c")]
    [InlineData("Bearer a.eyJzdWIi.c")]
    [InlineData("Bearer a.eyJzdWIiOg.c")]
    [InlineData("Basic YTpi")]
    [InlineData("")]
    public void Claim_TokenIsNone_IsEmpty(string authorization) => BearerClaim.Read(authorization, "sub").ShouldBe("");

    [Fact]
    public void Claim_NotUtf8_IsEmpty() =>
        BearerClaim.Read($"Bearer a.{Base64Url.EncodeToString([.. "{\"sub\":\""u8, 0xFF, .. "\"}"u8])}.c", "sub").ShouldBe("");

    private static async Task<FakeCall> CallAsync(Bench bench)
    {
        var call = bench.Call();
        (call.Client, call.Target) = ("10.0.0.9", "/shops/7/items/a/b");
        (call.Headers["X-User"], call.Cookies["cart"], call.Query["q"]) = ("ann", "c1", "shoes");
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"roles":["x",{"sub":"no"}],"sub":"ann@example.com","tenant":12}"""));
        (call.Headers["Authorization"], call.TokenChecked) = ($"Bearer e30.{payload}.c2ln", true);
        await Core.Pipeline.CallPipeline.RunAsync(call);
        return call;
    }
}
