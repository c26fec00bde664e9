-- Reports one realization a request: the next employee, then the next indicator of each, then the next period.
-- Arguments: a file with a token for each employee, and the number of the first period.

local TARGETS, INDICATORS = 3, 4
local tokens, first, number = {}, nil, 0

local function id(kind, value)
    return string.format("0198c0de-%04x-7000-8000-%012x", kind, value)
end

function init(args)
    for line in io.lines(args[1]) do
        tokens[#tokens + 1] = line
    end
    first = tonumber(args[2])
end

function request()
    local employee, turn = number % #tokens + 1, math.floor(number / #tokens)
    local target, indicator = turn % TARGETS + 1, math.floor(turn / TARGETS) % INDICATORS + 1
    local period = first + math.floor(turn / (TARGETS * INDICATORS))
    number = number + 1
    local body = string.format(
        '{"indicator_id":"%s","period_id":"%s","value":"3"}',
        id(5, (employee * 16 + target) * 16 + indicator),
        id(7, period)
    )
    return wrk.format("POST", nil, {
        ["Authorization"] = "Bearer " .. tokens[employee],
        ["Content-Type"] = "application/json",
        ["Idempotency-Key"] = first .. "-" .. number,
    }, body)
end
