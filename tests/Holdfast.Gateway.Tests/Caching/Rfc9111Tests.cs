using System.Globalization;
using Holdfast.Gateway.Tests.EndToEnd;

namespace Holdfast.Gateway.Tests.Caching;

/// <summary>The table of <see cref="Rfc9111Cases"/>, over real sockets.</summary>
public sealed class Rfc9111Tests(CacheCaseFixture fixture) : IClassFixture<CacheCaseFixture>
{
    public static TheoryData<string> Names => new(Rfc9111Cases.All.Select(static one => one.Name));

    [Fact]
    public void Cases_Together_AreManyAndUnique()
    {
        Rfc9111Cases.All.Count.ShouldBeGreaterThan(100);
        Rfc9111Cases.All.Select(static one => one.Name).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SecondRequest_ForTheSame_IsAnsweredAsTheStandardSays(string name)
    {
        var one = Rfc9111Cases.All.Single(found => found.Name == name);
        using var first = await SendAsync(one, one.FirstMethod, one.FirstQuery, one.First);
        ((int)first.StatusCode).ShouldBe(one.Status);
        await first.Content.ReadAsByteArrayAsync(Scene.Cancellation);
        await fixture.Scene.CountsAsync(one.Interface);
        if (one.Between is { } between)
        {
            using var changed = await SendAsync(one, between, one.FirstQuery, "");
            ((int)changed.StatusCode).ShouldBe(one.BetweenStatus);
            // Nothing is waited for: whoever has the answer to a change sees it at once.
        }

        using var second = await SendAsync(one, one.SecondMethod, one.SecondQuery, one.Second);

        Became(second, name).ShouldBe(one.Expect, string.Join('\n', second.Headers));
        if (one.Expect == CacheExpectation.Given)
        {
            second.Headers.Age.ShouldNotBeNull();
            second.Headers.GetValues("Cache-Status").Single().ShouldStartWith("Holdfast; hit; ttl=");
        }
        else if (one.Expect != CacheExpectation.NotModified && one.Expect != CacheExpectation.Refused)
        {
            second.Headers.GetValues("Cache-Status").Single().ShouldStartWith("Holdfast; fwd=");
        }
    }

    private CacheExpectation Became(HttpResponseMessage second, string name)
    {
        if ((int)second.StatusCode == 504) return CacheExpectation.Refused;
        if ((int)second.StatusCode == 304) return fixture.Asked(name) == 1 ? CacheExpectation.NotModified : CacheExpectation.Asked;
        var number = int.Parse(second.Headers.GetValues("X-Number").First(), CultureInfo.InvariantCulture);
        // Its background fetch, where it has one, may be under way or not.
        if (second.Headers.GetValues("Cache-Status").Single().Contains("; hit;", StringComparison.Ordinal))
        {
            number.ShouldBe(1);
            return CacheExpectation.Given;
        }

        fixture.Asked(name).ShouldBe(2);
        return second.Headers.GetValues("Cache-Status").Single().Contains("fwd-status=304", StringComparison.Ordinal) ? CacheExpectation.Confirmed : CacheExpectation.Asked;
    }

    private async Task<HttpResponseMessage> SendAsync(CacheCase one, string method, string query, string headers)
    {
        var client = fixture.Scene.Client();
        using var request = client.Request(new HttpMethod(method), $"/{one.Interface}/{one.Name}{query}");
        foreach (var (name, value) in CacheCaseFixture.Lines(headers)) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
        return await client.SendAsync(request, Scene.Cancellation);
    }
}
