using Shop.Nodes;

namespace Shop.Tests.Nodes;

public sealed class KeyedStoreTests
{
    [Fact]
    public void GetOrAdd_KnownId_KeepsTheFirst()
    {
        var store = new KeyedStore<string>();

        store.GetOrAdd("a", "first").ShouldBe("first");
        store.GetOrAdd("a", "second").ShouldBe("first");
        store.Find("a").ShouldBe("first");
    }

    [Fact]
    public void GetOrAdd_MoreThanTheBound_ForgetsTheOldest()
    {
        var store = new KeyedStore<string>(entriesMax: 3);
        foreach (var id in new[] { "a", "b", "c", "d" })
            store.GetOrAdd(id, id);

        store.Count.ShouldBe(3);
        store.Find("a").ShouldBeNull();
        store.Newest(_ => true, max: 2).ShouldBe(["d", "c"]);
    }
}
