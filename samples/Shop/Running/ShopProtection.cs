using Shop.Nodes;

namespace Shop.Running;

/// <summary>What protects the shop, in the demo's plan: a few lines of YAML for each service and interface that has some.</summary>
public static class ShopProtection
{
    private const string Recommendations = """
            # Opens when half of the calls of five seconds have failed; lets them back by degrees.
            breaker: { failure-ratio: 0.5, minimum-calls: 10, window: 5s, open: 3s, ramp: 5s }

        """;

    private const string Recommend = """
            # What is answered when the service does not: nothing to recommend.
            otherwise: { answer: { body: '{"user":"anyone","items":[]}' } }

        """;

    private const string Orders = """
            # No more at once than it answers in time (two nodes always manage 16); what matters least is refused first, by user.
            overload: { user: "header:X-Shop-User", min: 16, start: 24 }

        """;

    private const string ReadItem = """
            # What everybody wants is answered from memory; the rest goes on to the nodes.
            hot-keys: { key: "parameter:id", share: 0.3 }
            cache: { only: hot, ttl: 1s }

        """;

    private const string PlaceOrder = """
            criticality: critical

        """;

    private const string ListOrders = """
            criticality: sheddable

        """;

    private const string Register = """
            # So many may be on their way at once, a few wait for a place; should accounts hang, no more than these hang with it.
            isolate: { concurrency: 12, queue: 6, wait: 200ms }

        """;

    private const string IssueCoupon = """
            # Who comes too early waits for its turn: 20 a second, evenly spaced.
            limit: { rate: 20/s, kind: pace, queue: 100, wait: 1800ms }

        """;

    private const string ListItems = """
            # For each customer apart.
            limit: { rate: 20/s, burst: 30, per: "header:X-Shop-User" }

        """;

    /// <returns>Whole lines, or nothing.</returns>
    public static string OfService(string service) => service switch
    {
        ShopServices.Orders => Orders,
        ShopServices.Recommendations => Recommendations,
        _ => "",
    };

    /// <inheritdoc cref="OfService"/>
    public static string OfInterface(string name) => name switch
    {
        ShopInterfaces.Register => Register,
        ShopInterfaces.IssueCoupon => IssueCoupon,
        ShopInterfaces.ReadItem => ReadItem,
        ShopInterfaces.PlaceOrder => PlaceOrder,
        ShopInterfaces.ListOrders => ListOrders,
        ShopInterfaces.ListItems => ListItems,
        ShopInterfaces.Recommend => Recommend,
        _ => "",
    };

    /// <returns>More members of <c>retry</c>, or nothing.</returns>
    public static string OfRetry(string name) => name switch
    {
        ShopInterfaces.Search => ", hedge: { after: p95 }",
        _ => "",
    };
}
