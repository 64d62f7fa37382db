using CsCheck;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Plan;

public sealed class ListenerRuleTests
{
    private static readonly string[] Hosts = ["*", "0.0.0.0", "[::]", "localhost", "127.0.0.1", "[::1]", "10.0.0.1", "10.0.0.2"];

    [Fact]
    public void Addresses_AnyMixture_AreHeldAgainstEveryEarlierOne() =>
        Gen.Select(Gen.Int[0, Hosts.Length - 1], Gen.Int[0, 2]).Array[1, 8].Sample(
            drawn =>
            {
                var listeners = drawn.Select((one, index) => $"l{index}: {{ address: \"{Hosts[one.Item1]}:{one.Item2}\" }}");

                var found = Texts.Read(Texts.WithRoot($"listeners: {{ {string.Join(", ", listeners)} }}")).Errors;

                var expected = drawn.Select((one, index) => (Index: index, Other: Array.FindIndex(drawn, 0, index, other => Overlap(one, other))))
                    .Where(pair => pair.Other >= 0)
                    .Select(pair => (Path: $"listeners.l{pair.Index}.address", Other: $"is taken by the listener 'l{pair.Other}'"))
                    .ToList();
                found.Count.ShouldBe(expected.Count, string.Join(' ', drawn));
                foreach (var (path, other) in expected)
                    found.ShouldContain(error => error.Known == RuleErrors.SameAddress && error.Path == path && error.Message.Contains(other), other);
            },
            iter: 2_000);

    [Fact]
    public void Addresses_Thousands_AreReadAllTheSame()
    {
        var listeners = Enumerable.Range(0, 20_000).Select(i => $"l{i}: {{ address: \"10.1.{i / 250}.{(i % 250) + 1}:80\" }}");

        Texts.Good(Texts.WithRoot($"listeners: {{ {string.Join(", ", listeners)} }}")).Listeners.Count.ShouldBe(20_000);
    }

    /// <summary>The rule, said of two.</summary>
    private static bool Overlap((int Host, int Port) a, (int Host, int Port) b) =>
        a.Port != 0 && a.Port == b.Port && (a.Host <= 2 || b.Host <= 2 || a.Host == b.Host || (a.Host is >= 3 and <= 5 && b.Host is >= 3 and <= 5));
}
