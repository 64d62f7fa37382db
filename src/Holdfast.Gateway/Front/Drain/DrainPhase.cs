namespace Holdfast.Gateway.Front.Drain;

/// <summary>How far the way out has been gone.</summary>
public enum DrainPhase
{
    /// <summary>Ready for traffic.</summary>
    Serving,

    /// <summary>Not ready any more, but everything is still served: balancers in front are noticing.</summary>
    Announcing,

    /// <summary>Nothing new is accepted; calls in flight finish.</summary>
    Finishing,

    Stopped,
}
