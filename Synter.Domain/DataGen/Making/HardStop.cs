using System.Globalization;

namespace Synter.Domain.DataGen.Making;

/// <summary>
/// Keeps a job within its limits of money and tokens. What is in flight is counted at the dearest record seen, so the limit holds also
/// when all of it arrives; while nothing is known of what a record costs, one goes ahead alone. For many threads.
/// </summary>
public sealed class HardStop
{
    private readonly Lock _gate = new();
    private readonly DatasetLimits _limits;
    private readonly TokenRates _rates;
    private long _input;
    private long _output;
    private long _mostInput;
    private long _mostOutput;
    private int _inFlight;

    /// <param name="spentInput">By earlier runs and attempts; they count.</param>
    /// <param name="largest">The largest record so far.</param>
    public HardStop(DatasetLimits limits, TokenRates rates, long spentInput, long spentOutput, (long Input, long Output) largest)
    {
        _limits = limits;
        _rates = rates;
        (_input, _output) = (spentInput, spentOutput);
        (_mostInput, _mostOutput) = largest;
    }

    /// <summary>Which limit is reached, in a sentence for people; null while there is room.</summary>
    public string? Reason { get; private set; }

    private bool IsLimited => _limits.MaxTokens is not null || _limits.MaxCost is not null;

    /// <summary>Whether another record may be begun. Each yes is followed by <see cref="End"/>.</summary>
    public Admittance TryBegin()
    {
        lock (_gate)
        {
            if (Reason is not null)
            {
                return Admittance.Stopped;
            }

            if (IsLimited && _mostInput + _mostOutput == 0 && _inFlight > 0)
            {
                return Admittance.Wait;
            }

            if (Exceeded() is { } reason)
            {
                // What is in flight may come out cheaper than feared, and leave room for one more.
                if (_inFlight > 0)
                {
                    return Admittance.Wait;
                }

                Reason = reason;
                return Admittance.Stopped;
            }

            _inFlight++;
            return Admittance.Go;
        }
    }

    public void End(MadeRecord? record)
    {
        lock (_gate)
        {
            _inFlight--;
            if (record is not null)
            {
                _input += record.InputTokens;
                _output += record.OutputTokens;
                _mostInput = Math.Max(_mostInput, record.InputTokens);
                _mostOutput = Math.Max(_mostOutput, record.OutputTokens);
            }
        }
    }

    private string? Exceeded()
    {
        var input = _input + (_mostInput * (_inFlight + 1));
        var output = _output + (_mostOutput * (_inFlight + 1));
        if (_limits.MaxTokens is { } tokens && (input + output > tokens || _input + _output >= tokens))
        {
            return string.Create(CultureInfo.InvariantCulture, $"Stopped at the limit of {tokens:N0} tokens: {_input + _output:N0} are used, and the next record might pass it.");
        }

        if (_limits.MaxCost is { } cost && cost.Currency == _rates.Currency && _rates.Price(input, output).Micros > cost.Micros)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Stopped at the limit of {cost}: {_rates.Price(_input, _output)} are spent, and the next record might pass it.");
        }

        return null;
    }
}

public enum Admittance
{
    Go,

    /// <summary>Not before something in flight has ended.</summary>
    Wait,

    Stopped,
}
