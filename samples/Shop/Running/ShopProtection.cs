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

    /// <returns>Whole lines, or nothing.</returns>
    public static string OfService(string service) => service switch
    {
        ShopServices.Recommendations => Recommendations,
        _ => "",
    };

    /// <inheritdoc cref="OfService"/>
    public static string OfInterface(string name) => name switch
    {
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
