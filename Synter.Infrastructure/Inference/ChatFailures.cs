using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Inference;

/// <summary>What the statuses of inference servers mean, whoever made them: decided on the status first, on the code second.</summary>
internal static class ChatFailures
{
    private static readonly string[] Spent = ["insufficient_quota", "billing_hard_limit_reached", "credit_balance_too_low", "billing_error"];

    /// <param name="code">The server's own, as in <c>insufficient_quota</c>.</param>
    public static ProviderException Of(int status, string? code, TimeSpan? retryAfter) => status switch
    {
        401 or 403 => Unauthorised(),
        // It answers 429 too, and no waiting mends it.
        402 or 429 when status == 402 || Spent.Contains(code) => new ProviderException(
            FailureClass.Rejected, "quota_exceeded", "The inference server’s quota is used up. Ask the operators of Synter to raise it."),
        429 => Busy(retryAfter),
        408 or 409 or >= 500 => new ProviderException(FailureClass.Transient, "server_failed", $"The inference server failed ({status}).", retryAfter),
        _ => new ProviderException(FailureClass.Rejected, "refused", $"The inference server refused the request ({status})."),
    };

    public static ProviderException Unauthorised() => new(
        FailureClass.Auth, "inference_unauthorised", "The inference server refused our key. Ask the operators of Synter to set DATAGEN_INFERENCE_API_KEY.");

    public static ProviderException Busy(TimeSpan? retryAfter = null) =>
        new(FailureClass.Transient, "rate_limited", "The inference server has too much to do (429).", retryAfter);

    public static ProviderException TimedOut(Exception? inner = null) =>
        new(FailureClass.Transient, "timeout", "The inference server did not answer in time.", inner: inner);
}
