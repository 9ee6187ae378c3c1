using Synter.Infrastructure.Database;
using Synter.Infrastructure.Providers;

namespace Synter.Tests.Architecture;

/// <summary>Who may change anything at a provider: types named writers, which take approved effects only.</summary>
public class ProviderTests
{
    /// <summary>Asking a model changes nothing there, and a mirror of our own datasets is no provider.</summary>
    private static readonly Type[] Others = [typeof(Synter.Infrastructure.CStore.CStoreClient), typeof(Synter.Infrastructure.Inference.HttpChatModel)];

    private static readonly string[] Changing = ["Post", "Put", "Patch", "Delete"];

    private static readonly IReadOnlyList<(Type Caller, System.Reflection.MethodBase Called)> InfrastructureCalls = [.. Calls.Of(typeof(SynterDatabase).Assembly)];

    [Fact]
    public void ChangingMethods_AreUsedByWritersOnly()
    {
        var callers = InfrastructureCalls
            .Where(call => (call.Called.DeclaringType == typeof(HttpMethod) && Changing.Any(m => call.Called.Name == $"get_{m}"))
                || (typeof(HttpMessageInvoker).IsAssignableFrom(call.Called.DeclaringType) && Changing.Any(m => call.Called.Name.StartsWith(m, StringComparison.Ordinal))))
            .Select(call => call.Caller).Distinct().Except(Others).ToList();

        Assert.NotEmpty(callers);
        Assert.All(callers, caller => Assert.EndsWith("Writer", caller.Name));
        Assert.All(callers, caller => Assert.True(typeof(Synter.Domain.Approvals.Gate.IEffectWriter).IsAssignableFrom(caller), caller.Name));
    }

    /// <summary>A client with another way to the network would miss the stand-in, the time limits and the reading of failures.</summary>
    [Fact]
    public void Requests_AreSentInOnePlace()
    {
        var senders = InfrastructureCalls
            .Where(call => typeof(HttpMessageInvoker).IsAssignableFrom(call.Called.DeclaringType) && call.Called.Name.StartsWith("Send", StringComparison.Ordinal))
            .Select(call => call.Caller.Name).Distinct();

        // Where passwords are looked up is no provider: nothing of a workspace goes there, and no stand-in plays it.
        // Nor is whoever vouches for people: it is asked what it publishes, and whom an access token is about.
        Assert.Equal(["OutsideDocuments", "ProviderTransport", "PwnedPasswords"], senders.Order());
    }

    [Fact]
    public void Secrets_AreReadInOnePlaceOfTheProviders()
    {
        var readers = InfrastructureCalls
            .Where(call => call.Called.DeclaringType == typeof(Synter.Domain.Vault.Secret) && call.Called.Name == "Use" && call.Caller.Namespace?.StartsWith(typeof(IProviderStandIn).Namespace!, StringComparison.Ordinal) == true)
            .Select(call => call.Caller.Name).Distinct();

        Assert.Equal(["ProviderAccess"], readers);
    }
}
