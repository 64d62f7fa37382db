using Holdfast.Core.Errors;

namespace Holdfast.Control.Store;

/// <summary>The store cannot do what it was asked, and nothing was changed.</summary>
public class StoreException(KnownError known, string message, Exception? inner = null) : Exception(message, inner)
{
    public KnownError Known => known;
}
