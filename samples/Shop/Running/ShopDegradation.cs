namespace Shop.Running;

/// <summary>What the shop gives up when it sells more than it can: the least missed first.</summary>
internal static class ShopDegradation
{
    public const string Text = """

        # What is given up, and in which order, so that orders go on: 'holdfast degrade enter big-sale --reason …'.
        degradation:
          big-sale:
            expires: 2h
            ramp: 10s
            # Nobody leaves a shop for these.
            level-1:
              - { interface: recommend, answer: { body: '{"user":"anyone","items":[]}' } }
              - { interface: search, limit: 50/s }
            # Whoever looks waits; whoever buys does not.
            level-2:
              - { interface: list-orders, share: 0.5 }
              - { interface: search, limit: 10/s }

        """;
}
