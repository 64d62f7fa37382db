using CsCheck;
using Holdfast.Core.Principles.Degradation.Caching;

namespace Holdfast.Core.Tests.Principles.Degradation.Caching;

public sealed class CacheMachineTests
{
    private static readonly string[] Words =
        ["no-cache", "max-age=0", "max-age=30", "max-age=90", "min-fresh=5", "min-fresh=50", "max-stale", "max-stale=20", "stale-if-error=40", "only-if-cached", "x"];

    private static readonly Gen<CacheDirectives> Requests = Gen.Int[0, Words.Length - 1].Select(static i => Words[i]).Array[0, 3].Select(static words => CacheDirectives.Read(string.Join(", ", words)));

    private static readonly Gen<TimeSpan> Times = Gen.Int[0, 200].Select(static seconds => TimeSpan.FromSeconds(seconds));

    private static readonly Gen<AnswerTerms> Terms = Gen.Select(Times, Times, Times, Gen.Bool, Gen.Bool, Gen.Bool)
        .Select(static (lifetime, swr, sie, asks, never, all) => new AnswerTerms(lifetime, TimeSpan.Zero, swr, sie, asks, never || asks, all, all));

    [Fact]
    public void Decide_WhatIsGiven_IsNeverOlderThanAnybodyAllows() => Gen.Select(Requests, Terms, Times).Sample((request, terms, age) =>
    {
        var step = CacheMachine.Decide(request, terms, age);
        var over = age - terms.Lifetime;
        if (request.NoCache || terms.AsksFirst || request.MaxAge < age) step.ShouldBe(CacheStep.Ask);
        if (step == CacheStep.Give) (over < TimeSpan.Zero).ShouldBeTrue();
        if (step == CacheStep.Give && request.MinFresh is { } fresh) (-over >= fresh).ShouldBeTrue();
        if (step is CacheStep.GiveStale or CacheStep.GiveAndRefresh) (over >= TimeSpan.Zero && !terms.NeverStale).ShouldBeTrue();
        if (step == CacheStep.GiveStale) (over <= request.MaxStale).ShouldBeTrue();
        if (step == CacheStep.GiveAndRefresh) (over < terms.StaleWhile && request.MinFresh is null).ShouldBeTrue();
    }, seed: "0000000000001");

    [Fact]
    public void Decide_AsItGrowsOlder_IsNeverGivenAgain() => Gen.Select(Requests, Terms, Times, Times).Sample((request, terms, age, more) =>
    {
        if (CacheMachine.Decide(request, terms, age) == CacheStep.Ask && request.MinFresh is null) CacheMachine.Decide(request, terms, age + more).ShouldBe(CacheStep.Ask);
    }, seed: "0000000000001");

    [Fact]
    public void MayStandIn_WhenTheServiceFails_IsBoundByThePlanAndTheAnswer() => Gen.Select(Requests, Terms, Times, Times).Sample((request, terms, age, beyond) =>
    {
        var over = age - terms.Lifetime;
        var may = CacheMachine.MayStandIn(request, terms, age, beyond);
        if (may && over > TimeSpan.Zero) (!terms.NeverStale && (over <= beyond || over <= request.StaleIfError)).ShouldBeTrue();
        if (request.NoCache || terms.AsksFirst) may.ShouldBeFalse();
        if (!may && over < TimeSpan.Zero && request == default && !terms.AsksFirst) throw new InvalidOperationException("what is fresh may always be given");
    }, seed: "0000000000001");

    [Fact]
    public void IsFor_Credentials_NeedTheAnswersWord()
    {
        var plain = default(AnswerTerms);
        CacheMachine.IsFor(plain, hasAuthorization: false, hasCookie: false).ShouldBeTrue();
        CacheMachine.IsFor(plain, hasAuthorization: true, hasCookie: false).ShouldBeFalse();
        CacheMachine.IsFor(plain, hasAuthorization: false, hasCookie: true).ShouldBeFalse();
        CacheMachine.IsFor(plain with { ForAuthorized = true }, hasAuthorization: true, hasCookie: true).ShouldBeFalse();
        CacheMachine.IsFor(plain with { ForAuthorized = true, ForAll = true }, hasAuthorization: true, hasCookie: true).ShouldBeTrue();
    }

    [Fact]
    public void Read_AnyText_DoesNotThrowAndSaysNothingOfItsOwn() => Gen.String[0, 60].Sample(text =>
    {
        var read = CacheDirectives.Read(text);
        if (read.NoStore) text.ShouldContain("no-store", Case.Insensitive);
        (read.MaxAge ?? TimeSpan.Zero).ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
    }, seed: "0000000000001");
}
