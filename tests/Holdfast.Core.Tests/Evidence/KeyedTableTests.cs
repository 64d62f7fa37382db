using Holdfast.Core.Evidence;

namespace Holdfast.Core.Tests.Evidence;

public sealed class KeyedTableTests
{
    private const ulong Odd = 0x9E3779B97F4A7C15;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void FindOrAdd_AMillionKeys_NeverKeepsMore(int keysMax)
    {
        var table = new KeyedTable<object>(keysMax);
        for (ulong i = 0; i < 1_000_000; i++) table.FindOrAdd(i * Odd, (long)i, 0, static _ => new object());

        table.All.Count().ShouldBeInRange((keysMax + 1) / 2, keysMax);
        table.Count.ShouldBe(table.All.Count());
        table.Forgotten.ShouldBe(1_000_000 - table.Count);
    }

    [Fact]
    public void FindOrAdd_SetIsFull_TheOneNotAskedForLongestGoes()
    {
        var table = new KeyedTable<string>(8);
        for (ulong i = 0; i < 8; i++) table.FindOrAdd(i, (long)i, i, static i => $"{i}");
        table.Find(0, 100).ShouldBe("0");

        table.FindOrAdd(8, 101, 8, static _ => "8");

        table.Find(0, 102).ShouldBe("0");
        table.Find(1, 102).ShouldBeNull();
        table.Find(8, 102).ShouldBe("8");
        table.Forgotten.ShouldBe(1);
    }

    [Fact]
    public void FindOrAdd_SomeMustStay_OthersGoFirst()
    {
        var table = new KeyedTable<string>(8, static (value, _) => value != "3");
        for (ulong i = 0; i < 8; i++) table.FindOrAdd(i, (long)i, i, static i => $"{i}");
        table.Find(3, 100);

        table.FindOrAdd(8, 101, 8, static _ => "8");

        table.Find(3, 102).ShouldBeNull();
        table.Find(0, 102).ShouldBe("0");
    }

    [Fact]
    public void FindOrAdd_ManyThreads_KeepOneOfEach()
    {
        var table = new KeyedTable<object>(1_024);
        var found = new object[4, 64];
        Parallel.For(0, 4, thread =>
        {
            for (ulong i = 0; i < 64; i++) found[thread, i] = table.FindOrAdd(i * Odd, (long)i, 0, static _ => new object());
        });

        for (var i = 0; i < 64; i++)
            for (var thread = 1; thread < 4; thread++) found[thread, i].ShouldBeSameAs(found[0, i]);
        table.Count.ShouldBe(64);
    }

    [Fact]
    public void TryReplace_StillThere_IsFoundFromThenOn()
    {
        var table = new KeyedTable<string>(8);
        var was = table.FindOrAdd(1, 0, 0, static _ => "old");

        table.TryReplace(1, was, "new").ShouldBeTrue();
        table.TryReplace(1, was, "newer").ShouldBeFalse();
        table.TryReplace(2, was, "newer").ShouldBeFalse();
        table.Find(1, 0).ShouldBe("new");
    }

    [Fact]
    public void CopyTo_SmallerTable_KeepsTheKeysAskedForLast()
    {
        var table = new KeyedTable<string>(64);
        for (ulong i = 0; i < 32; i++) table.FindOrAdd(i * Odd, (long)i, i, static i => $"{i}");
        var smaller = new KeyedTable<string>(8);

        table.CopyTo(smaller);

        smaller.All.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(24, 8).Select(static i => $"{i}"));
    }
}
